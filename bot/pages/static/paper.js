// What a reader takes along of a conversation: a file, or a sheet of paper.

import { writeAnswer } from "./answer.js";
import { make, nameUnseen, writeDate, writeToday } from "./dom.js";

/** Save the `turns` as a file of plain text. */
export function saveTurns(turns, context) {
  const { texts } = context;
  const told = turns.map(({ question, answer, problem }) => [
    `${texts.your_question}: ${question}`,
    answer ? writeAnswer(answer, context) : problem ?? "",
  ].join("\n\n"));
  const whole = [nameOrigin(context).join("\n"), ...told].join(`\n\n${"-".repeat(60)}\n\n`);
  const file = new Blob([nameUnseen(`${whole}\n`)], { type: "text/plain;charset=utf-8" });
  const link = make("a", { href: URL.createObjectURL(file), download: `partnerbot-${writeToday()}.txt` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Print the list of turns from a window of its own; return whether one may be opened. */
export function printTurns(list, context) {
  const { texts, base, language } = context;
  const paper = window.open("", "_blank");
  if (!paper) return false;
  const { document: sheet } = paper;
  sheet.documentElement.lang = language;
  sheet.title = texts.site_name;
  const go = () => paper.print();
  sheet.head.append(make("link", { rel: "stylesheet", href: new URL("static/chat.css", base), onload: go, onerror: go }));
  const turns = list.cloneNode(true);
  for (const each of turns.querySelectorAll("button:not(.mark), .verdict, .sources details")) each.remove();
  for (const each of turns.querySelectorAll("details")) each.open = true;
  const [title, ...lines] = nameOrigin(context);
  sheet.body.className = "chat paper";
  sheet.body.append(make("h1", {}, title), ...lines.map((line) => make("p", {}, line)), turns);
  return true;
}

// Where this is from, when, and what has to be known of it.
function nameOrigin({ texts, operator, base, ...spoken }) {
  return [
    `${texts.site_name}, ${writeDate(writeToday(), { texts, ...spoken })}`,
    operator.name && `${texts.operated_by} ${operator.name}`,
    base.href,
    texts.disclaimer,
  ].filter(Boolean);
}
