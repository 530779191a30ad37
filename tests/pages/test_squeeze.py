"""What is sent of scripts and styles: all that a browser reads, nothing that only their authors do."""

import re

import pytest

from bot.pages.render import STATIC, squeeze_source


@pytest.mark.parametrize(
    ("ending", "source", "sent"),
    [
        (".js", "// Said.\nconst a = 1; // why\nif (a) {\n  go();\n}\n", "const a=1;\nif(a){go();}"),
        (".js", "if (a) return; // stays\n  }\n", "if(a)return;}"),
        (".js", "/** Return\n * it. */\nexport function go() {}", "export function go(){}"),
        (".js", 'say("a : b // c", `x = ${ y } ; /* z */`);', 'say("a : b // c",`x = ${ y } ; /* z */`);'),
        (".js", 'say("\\" ; \\\\", 2);', 'say("\\" ; \\\\",2);'),
        (".js", "text.replace(/^\\/+/, 1 / 2);", "text.replace(/^\\/+/,1 / 2);"),
        (".js", "return a +\n  b;\nelse\n  throw c;", "return a +\nb;else\nthrow c;"),
        (".css", "/* Said\n   once. */\n.a > .b, .c :is(i) { width: calc(1em - 2px); }\n", None),
        (".css", 'a::after { content: " ; ↗ "; }', 'a::after{content:" ; ↗ ";}'),
        (".svg", "<a />  <b />", "<a />  <b />"),
    ],
)
def test_what_only_authors_read_is_not_sent(ending: str, source: str, sent: str | None) -> None:
    expected = sent or ".a>.b,.c :is(i){width:calc(1em - 2px);}"
    assert squeeze_source(source, ending).strip() == expected


def test_the_scripts_are_written_as_they_must_be_to_be_sent_shorter() -> None:
    """No text in apostrophes, none in backticks within another, nothing that could be taken for a comment."""
    for script in (*STATIC.glob("*.js"), STATIC.parent / "templates" / "widget.js"):
        code = re.sub(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', "", script.read_text(), flags=re.DOTALL)
        assert "'" not in code, script.name
        assert all(line.count("`") % 2 == 0 for line in code.splitlines()), script.name
        sent = squeeze_source(script.read_text(encoding="utf-8"), ".js")
        assert code.count("`") == sent.count("`")
        assert len(sent) < len(script.read_text(encoding="utf-8"))
