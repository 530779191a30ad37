"""Every error that is told to a person, and its sentence in German, Russian and English.

PartnerbotError
├── DocumentError       one source file cannot be used; the others still can
├── FolderError         the documents folder as a whole cannot be used
├── IndexUnusableError  the built index is missing, damaged or of another make
├── BuildError          an index could not be built or switched in
├── EncoderError        the embedding model cannot be loaded
├── ConfigError         a setting of the service cannot be used
├── QuestionError       a question cannot be looked up as it is
├── QuestionsError      a file of questions to evaluate cannot be used
└── AnswerFileError     a file of an answer to verify cannot be used

An error carries a `Fault` and the values its sentence names, so that the same error can be told in the
reader's language. `str(error)` is the English sentence.
"""

from enum import StrEnum
from functools import partial
from typing import Any

from index.language import Language


class Fault(StrEnum):
    """What went wrong; the key of the sentence in `SENTENCES`."""

    # one document; {path} names it
    UNREADABLE = "unreadable"
    UNSETTLED = "unsettled"
    NOT_A_FILE = "not_a_file"
    BAD_NAME = "bad_name"
    SAME_NAME = "same_name"
    LEAVES_FOLDER = "leaves_folder"
    UNSUPPORTED = "unsupported"
    SIDECAR_ALONE = "sidecar_alone"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TEXT_TOO_LONG = "text_too_long"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    BINARY = "binary"
    NOT_UTF8 = "not_utf8"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    SCANNED = "scanned"
    SCANNED_PAGES = "scanned_pages"
    LANGUAGE_UNKNOWN = "language_unknown"
    # its front matter or sidecar
    FRONT_MATTER_OPEN = "front_matter_open"
    METADATA_TOO_LONG = "metadata_too_long"
    METADATA_BROKEN = "metadata_broken"
    METADATA_KEY = "metadata_key"
    METADATA_TWICE = "metadata_twice"
    METADATA_SHAPE = "metadata_shape"
    BAD_LANGUAGE = "bad_language"
    BAD_PUBLISHED = "bad_published"
    BAD_DATE = "bad_date"
    BAD_PERIOD = "bad_period"
    BAD_SUMMARY = "bad_summary"
    BAD_SOURCE = "bad_source"
    # what it says of other documents
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_SELF = "reference_self"
    REPLACED_IN_CIRCLE = "replaced_in_circle"
    # the documents folder
    FOLDER_MISSING = "folder_missing"
    FOLDER_NOT_A_FOLDER = "folder_not_a_folder"
    FOLDER_UNREADABLE = "folder_unreadable"
    FOLDER_EMPTY = "folder_empty"
    # the built index, and building it; {folder} is where it lies
    INDEX_MISSING = "index_missing"
    INDEX_DAMAGED = "index_damaged"
    INDEX_UNREADABLE = "index_unreadable"
    INDEX_FORMAT = "index_format"
    INDEX_ENCODER = "index_encoder"
    OUTPUT_UNWRITABLE = "output_unwritable"
    BUILD_RUNNING = "build_running"
    NOTHING_TO_INDEX = "nothing_to_index"
    # the encoder; {encoder} names it
    ENCODER_UNAVAILABLE = "encoder_unavailable"
    MODEL_UNWRITABLE = "model_unwritable"
    MODEL_CHANGED = "model_changed"
    # a question
    QUESTION_TOO_LONG = "question_too_long"
    # files given to the command line; {path} names them
    QUESTIONS_UNREADABLE = "questions_unreadable"
    QUESTION_BROKEN = "question_broken"
    QUESTIONS_EMPTY = "questions_empty"
    QUESTIONS_OF_ONE_KIND = "questions_of_one_kind"
    ANSWER_UNREADABLE = "answer_unreadable"
    # the settings; {variable} names the environment variable, {value} is what it holds
    SETTING_NUMBER = "setting_number"
    SETTING_HOST = "setting_host"
    SETTING_METRICS = "setting_metrics"
    METRICS_UNHEARD = "metrics_unheard"
    SETTING_ORIGIN = "setting_origin"
    SETTING_RATE = "setting_rate"
    SETTING_RATE_STORE = "setting_rate_store"
    SETTING_PROXY = "setting_proxy"
    SETTING_SALT = "setting_salt"
    SETTING_OWN_CONTACT = "setting_own_contact"


SENTENCES: dict[Fault, dict[Language, str]] = {
    Fault.UNREADABLE: {
        Language.DE: (
            "{path}: Die Datei lässt sich nicht lesen (Meldung des Systems: {reason}). Bitte prüfen Sie "
            "die Zugriffsrechte."
        ),
        Language.RU: (
            "{path}: файл не удаётся прочитать (сообщение системы: {reason}). Проверьте, пожалуйста, "
            "права доступа."
        ),
        Language.EN: (
            "{path}: the file cannot be read (the system says: {reason}). Please check its permissions."
        ),
    },
    Fault.UNSETTLED: {
        Language.DE: (
            "{path}: Die Datei wird gerade gespeichert. Bitte bauen Sie den Index neu, sobald sie fertig "
            "gespeichert ist."
        ),
        Language.RU: (
            "{path}: файл как раз сохраняется. Постройте, пожалуйста, индекс заново, когда сохранение "
            "закончится."
        ),
        Language.EN: (
            "{path}: the file is being saved just now. Please build the index again once it has been saved."
        ),
    },
    Fault.NOT_A_FILE: {
        Language.DE: "{path}: Das ist keine gewöhnliche Datei. Bitte legen Sie hier das Dokument selbst ab.",
        Language.RU: "{path}: это не обычный файл. Поместите сюда, пожалуйста, сам документ.",
        Language.EN: "{path}: this is not an ordinary file. Please put the document itself here.",
    },
    Fault.BAD_NAME: {
        Language.DE: (
            "{path}: Der Dateiname enthält Zeichen, die sich nicht darstellen lassen. Bitte benennen Sie "
            "die Datei um."
        ),
        Language.RU: "{path}: в имени файла есть недопустимые символы. Переименуйте, пожалуйста, файл.",
        Language.EN: (
            "{path}: the file name contains characters that cannot be shown. Please rename the file."
        ),
    },
    Fault.SAME_NAME: {
        Language.DE: (
            "{path}: Der Name unterscheidet sich von {others} nur in Großschreibung oder "
            "Zeichenkodierung; auf manchen Systemen ist das dieselbe Datei. Bitte benennen Sie eine der "
            "Dateien um."
        ),
        Language.RU: (
            "{path}: имя отличается от {others} только регистром или кодировкой знаков; в некоторых "
            "системах это один и тот же файл. Переименуйте, пожалуйста, один из файлов."
        ),
        Language.EN: (
            "{path}: the name differs from {others} only in capital letters or in how its characters are "
            "encoded; some systems take them for one file. Please rename one of them."
        ),
    },
    Fault.LEAVES_FOLDER: {
        Language.DE: (
            "{path}: Der Pfad führt aus dem Dokumentenordner hinaus. Bitte kopieren Sie das Dokument in "
            "den Ordner."
        ),
        Language.RU: (
            "{path}: путь ведёт за пределы папки документов. Скопируйте, пожалуйста, документ в эту папку."
        ),
        Language.EN: (
            "{path}: the path leads out of the documents folder. Please copy the document into the folder."
        ),
    },
    Fault.UNSUPPORTED: {
        Language.DE: (
            "{path}: Dateien dieser Art werden nicht gelesen, nur {supported}. Bitte wandeln Sie die "
            "Datei um oder entfernen Sie sie."
        ),
        Language.RU: (
            "{path}: файлы этого типа не читаются, только {supported}. Преобразуйте файл или удалите "
            "его, пожалуйста."
        ),
        Language.EN: (
            "{path}: files of this type are not read, only {supported}. Please convert the file or remove it."
        ),
    },
    Fault.SIDECAR_ALONE: {
        Language.DE: (
            "{path}: Zu dieser Metadatendatei gibt es keine HTML-, PDF- oder DOCX-Datei. Zu „plan.pdf“ "
            "gehört „plan.pdf.yaml“; in Markdown- und Textdateien stehen die Angaben am Anfang der "
            "Datei."
        ),
        Language.RU: (
            "{path}: к этому файлу метаданных нет файла HTML, PDF или DOCX. К «plan.pdf» относится "
            "«plan.pdf.yaml»; в файлах Markdown и в текстовых файлах метаданные пишутся в начале файла."
        ),
        Language.EN: (
            "{path}: this metadata file belongs to no HTML, PDF or DOCX file. “plan.pdf” takes "
            "“plan.pdf.yaml”; Markdown and text files carry their metadata at their beginning."
        ),
    },
    Fault.TOO_LARGE: {
        Language.DE: (
            "{path}: Die Datei ist größer als {megabytes} MB. Bitte teilen oder verkleinern Sie sie."
        ),
        Language.RU: "{path}: файл больше {megabytes} МБ. Разделите или уменьшите его, пожалуйста.",
        Language.EN: "{path}: the file is larger than {megabytes} MB. Please split it or make it smaller.",
    },
    Fault.UNPACKS_TOO_LARGE: {
        Language.DE: (
            "{path}: Die DOCX-Datei ist entpackt größer als {megabytes} MB. Bitte verkleinern Sie die "
            "Bilder, oder teilen Sie das Dokument."
        ),
        Language.RU: (
            "{path}: файл DOCX в распакованном виде больше {megabytes} МБ. Уменьшите изображения или "
            "разделите документ, пожалуйста."
        ),
        Language.EN: (
            "{path}: the DOCX file unpacks to more than {megabytes} MB. Please make its pictures smaller "
            "or split the document."
        ),
    },
    Fault.TEXT_TOO_LONG: {
        Language.DE: (
            "{path}: Der Text hat {length} Zeichen, erlaubt sind {longest}. Bitte teilen Sie das Dokument."
        ),
        Language.RU: (
            "{path}: длина текста {length} знаков, а допустимо {longest}. Разделите, пожалуйста, документ."
        ),
        Language.EN: (
            "{path}: the text has {length} characters; {longest} are allowed. Please split the document."
        ),
    },
    Fault.TOO_SLOW: {
        Language.DE: (
            "{path}: Das Lesen hat länger als {seconds} Sekunden Rechenzeit gedauert und wurde abgebrochen. "
            "Bitte teilen Sie das Dokument, oder öffnen Sie es im passenden Programm, und speichern Sie es "
            "neu."
        ),
        Language.RU: (
            "{path}: чтение заняло больше {seconds} секунд процессорного времени и было прервано. Разделите "
            "документ или откройте его в подходящей программе и сохраните заново, пожалуйста."
        ),
        Language.EN: (
            "{path}: reading took more than {seconds} seconds of computing time and was stopped. Please "
            "split the document, or open it in its program and save it again."
        ),
    },
    Fault.TOO_MUCH_MEMORY: {
        Language.DE: (
            "{path}: Das Lesen brauchte mehr als {megabytes} MB Arbeitsspeicher und wurde abgebrochen. "
            "Bitte teilen Sie das Dokument, oder öffnen Sie es im passenden Programm, und speichern Sie es "
            "neu."
        ),
        Language.RU: (
            "{path}: для чтения понадобилось больше {megabytes} МБ памяти, и оно было прервано. Разделите "
            "документ или откройте его в подходящей программе и сохраните заново, пожалуйста."
        ),
        Language.EN: (
            "{path}: reading needed more than {megabytes} MB of memory and was stopped. Please split the "
            "document, or open it in its program and save it again."
        ),
    },
    Fault.BINARY: {
        Language.DE: (
            "{path}: Die Datei enthält keinen Text, sondern Binärdaten. Bitte prüfen Sie, ob die "
            "Dateiendung stimmt."
        ),
        Language.RU: "{path}: в файле не текст, а двоичные данные. Проверьте, пожалуйста, расширение файла.",
        Language.EN: "{path}: the file contains binary data, not text. Please check the file extension.",
    },
    Fault.NOT_UTF8: {
        Language.DE: (
            "{path}: Die Datei ist nicht in der Zeichenkodierung {encoding} gespeichert. Bitte speichern "
            "Sie sie als UTF-8."
        ),
        Language.RU: "{path}: файл сохранён не в кодировке {encoding}. Сохраните его, пожалуйста, в UTF-8.",
        Language.EN: "{path}: the file is not encoded as {encoding}. Please save it as UTF-8.",
    },
    Fault.EMPTY: {
        Language.DE: "{path}: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie.",
        Language.RU: "{path}: в файле нет текста. Заполните или удалите его, пожалуйста.",
        Language.EN: "{path}: the file contains no text. Please fill it or remove it.",
    },
    Fault.ENCRYPTED: {
        Language.DE: (
            "{path}: Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort "
            "als PDF oder DOCX."
        ),
        Language.RU: (
            "{path}: файл защищён паролем. Сохраните его, пожалуйста, без пароля в формате PDF или DOCX."
        ),
        Language.EN: (
            "{path}: the file is protected by a password. Please save it as PDF or DOCX without one."
        ),
    },
    Fault.DAMAGED: {
        Language.DE: (
            "{path}: Die Datei ist beschädigt oder hat eine falsche Endung. Bitte öffnen Sie sie im "
            "passenden Programm, und speichern Sie sie neu."
        ),
        Language.RU: (
            "{path}: файл повреждён или имеет неверное расширение. Откройте его в подходящей программе и "
            "сохраните заново, пожалуйста."
        ),
        Language.EN: (
            "{path}: the file is damaged or has the wrong extension. Please open it in its program and save "
            "it again."
        ),
    },
    Fault.SCANNED: {
        Language.DE: (
            "{path}: Keine Seite enthält Text (Seiten: {pages}); die Datei ist vermutlich ein Scan. "
            "Bitte lassen Sie eine Texterkennung (OCR) darüberlaufen."
        ),
        Language.RU: (
            "{path}: ни на одной странице нет текста (страницы: {pages}); вероятно, это скан. "
            "Распознайте, пожалуйста, текст (OCR)."
        ),
        Language.EN: (
            "{path}: no page contains text (pages: {pages}); the file is probably a scan. Please run text "
            "recognition (OCR) on it."
        ),
    },
    Fault.SCANNED_PAGES: {
        Language.DE: (
            "{path}: Diese Seiten enthalten keinen Text und sind vermutlich ein Scan: {pages}. Die "
            "übrigen Seiten werden verwendet. Bitte lassen Sie eine Texterkennung (OCR) darüberlaufen."
        ),
        Language.RU: (
            "{path}: на этих страницах нет текста, вероятно, это скан: {pages}. Остальные страницы "
            "используются. Распознайте, пожалуйста, текст (OCR)."
        ),
        Language.EN: (
            "{path}: these pages contain no text and are probably scanned: {pages}. The other pages are "
            "used. Please run text recognition (OCR) on the file."
        ),
    },
    Fault.LANGUAGE_UNKNOWN: {
        Language.DE: (
            "{path}: Die Sprache des Textes ließ sich nicht erkennen. Bitte geben Sie in den Metadaten "
            "„language: de“, „ru“ oder „en“ an."
        ),
        Language.RU: (
            "{path}: не удалось определить язык текста. Укажите, пожалуйста, в метаданных «language: "
            "de», «ru» или «en»."
        ),
        Language.EN: (
            "{path}: the language of the text could not be detected. Please set “language: de”, “ru” or “en” "
            "in the metadata."
        ),
    },
    Fault.FRONT_MATTER_OPEN: {
        Language.DE: (
            "{path}: Die Metadaten beginnen in Zeile {line} mit „---“, werden aber nie abgeschlossen. "
            "Bitte setzen Sie „---“ in eine eigene Zeile darunter."
        ),
        Language.RU: (
            "{path}: метаданные начинаются в строке {line} («---»), но не закрыты. Поставьте, пожалуйста, "
            "«---» отдельной строкой после них."
        ),
        Language.EN: (
            "{path}: the metadata opens with “---” in line {line} and is never closed. Please put “---” "
            "on a line of its own below it."
        ),
    },
    Fault.METADATA_TOO_LONG: {
        Language.DE: "{path}: Die Metadaten sind länger als {kilobytes} KB. Bitte kürzen Sie sie.",
        Language.RU: "{path}: метаданные длиннее {kilobytes} КБ. Сократите их, пожалуйста.",
        Language.EN: "{path}: the metadata is longer than {kilobytes} KB. Please shorten it.",
    },
    Fault.METADATA_BROKEN: {
        Language.DE: (
            "{path}: Die Metadaten in Zeile {line} sind kein gültiges YAML. Jede Angabe hat die Form "
            "„title: Text“; ein Text mit Doppelpunkt gehört in Anführungszeichen."
        ),
        Language.RU: (
            "{path}: метаданные в строке {line} записаны не по правилам YAML. Каждое поле имеет вид «title: "
            "текст»; текст с двоеточием заключите, пожалуйста, в кавычки."
        ),
        Language.EN: (
            "{path}: the metadata in line {line} is not valid YAML. Each entry has the form “title: "
            "text”; please put a text with a colon in quotation marks."
        ),
    },
    Fault.METADATA_KEY: {
        Language.DE: "{path}: Die Angabe „{key}“ in den Metadaten ist unbekannt. Erlaubt sind: {allowed}.",
        Language.RU: "{path}: неизвестное поле «{key}» в метаданных. Допустимы: {allowed}.",
        Language.EN: "{path}: the metadata key “{key}” is unknown. Allowed keys: {allowed}.",
    },
    Fault.METADATA_TWICE: {
        Language.DE: (
            "{path}: Die Angabe „{key}“ steht zweimal in den Metadaten. Bitte entfernen Sie eine davon."
        ),
        Language.RU: "{path}: поле «{key}» указано в метаданных дважды. Удалите, пожалуйста, одно из них.",
        Language.EN: "{path}: the metadata key “{key}” is given twice. Please remove one of them.",
    },
    Fault.METADATA_SHAPE: {
        Language.DE: (
            "{path}: Die Angabe „{field}“ in den Metadaten muss ein einzelner Text sein (nur „source“ "
            "darf eine Liste sein)."
        ),
        Language.RU: (
            "{path}: поле «{field}» в метаданных должно быть одной строкой текста (список допустим только "
            "для «source»)."
        ),
        Language.EN: (
            "{path}: the metadata value of “{field}” must be a single text (only “source” may be a list)."
        ),
    },
    Fault.BAD_LANGUAGE: {
        Language.DE: (
            "{path}: „language: {value}“ ist keine Sprache dieses Programms. Möglich sind de, ru und en."
        ),
        Language.RU: "{path}: «language: {value}» — такого языка в программе нет. Возможны de, ru и en.",
        Language.EN: (
            "{path}: “language: {value}” is not a language of this program. Please use de, ru or en."
        ),
    },
    Fault.BAD_PUBLISHED: {
        Language.DE: (
            "{path}: „published: {value}“ ist kein Datum. Bitte schreiben Sie JJJJ, JJJJ-MM oder "
            "JJJJ-MM-TT, zum Beispiel 2019-10."
        ),
        Language.RU: (
            "{path}: «published: {value}» — не дата. Напишите, пожалуйста, ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД, "
            "например 2019-10."
        ),
        Language.EN: (
            "{path}: “published: {value}” is not a date. Please write YYYY, YYYY-MM or YYYY-MM-DD, for "
            "example 2019-10."
        ),
    },
    Fault.BAD_DATE: {
        Language.DE: (
            "{path}: „{field}: {value}“ ist kein Datum. Bitte schreiben Sie JJJJ-MM-TT, zum Beispiel "
            "2023-12-31."
        ),
        Language.RU: (
            "{path}: «{field}: {value}» — не дата. Напишите, пожалуйста, ГГГГ-ММ-ДД, например 2023-12-31."
        ),
        Language.EN: (
            "{path}: “{field}: {value}” is not a date. Please write YYYY-MM-DD, for example 2023-12-31."
        ),
    },
    Fault.BAD_PERIOD: {
        Language.DE: (
            "{path}: „valid_until: {until}“ liegt vor „valid_from: {start}“. Bitte prüfen Sie beide Angaben."
        ),
        Language.RU: (
            "{path}: «valid_until: {until}» раньше, чем «valid_from: {start}». Проверьте, пожалуйста, "
            "обе даты."
        ),
        Language.EN: (
            "{path}: “valid_until: {until}” is earlier than “valid_from: {start}”. Please check both."
        ),
    },
    Fault.BAD_SUMMARY: {
        Language.DE: (
            "{path}: „summary: {value}“ in Zeile {line} ist weder „true“ noch „false“. Bitte schreiben Sie "
            "„true“, wenn das Dokument eine Zusammenfassung ist, sonst „false“."
        ),
        Language.RU: (
            "{path}: «summary: {value}» в строке {line} — не «true» и не «false». Напишите, пожалуйста, "
            "«true», если документ — изложение, а не дословный текст, иначе — «false»."
        ),
        Language.EN: (
            "{path}: “summary: {value}” in line {line} is neither “true” nor “false”. Please write “true” "
            "if the document is a summary, else “false”."
        ),
    },
    Fault.BAD_SOURCE: {
        Language.DE: (
            "{path}: „source: {value}“ ist keine Internetadresse. Bitte geben Sie eine Adresse an, die "
            "mit https:// oder http:// beginnt, ohne Anmeldenamen und unsichtbare Zeichen."
        ),
        Language.RU: (
            "{path}: «source: {value}» — не адрес в интернете. Укажите, пожалуйста, адрес, который "
            "начинается с https:// или http://, без имени пользователя и невидимых знаков."
        ),
        Language.EN: (
            "{path}: “source: {value}” is not a web address. Please give one that begins with https:// "
            "or http://, without a user name or characters that nobody sees."
        ),
    },
    Fault.REFERENCE_MISSING: {
        Language.DE: (
            "{path}: „{field}: {value}“ nennt kein Dokument dieses Ordners. Bitte geben Sie den Pfad ab "
            "dem Dokumentenordner an, zum Beispiel vertraege/2020.md."
        ),
        Language.RU: (
            "{path}: «{field}: {value}» — такого документа в папке нет. Укажите, пожалуйста, путь от "
            "папки документов, например dogovory/2020.md."
        ),
        Language.EN: (
            "{path}: “{field}: {value}” names no document of this folder. Please give the path from the "
            "documents folder, for example agreements/2020.md."
        ),
    },
    Fault.REFERENCE_SELF: {
        Language.DE: (
            "{path}: „{field}: {value}“ nennt das Dokument selbst. Bitte nennen Sie das andere Dokument, "
            "oder entfernen Sie die Angabe."
        ),
        Language.RU: (
            "{path}: «{field}: {value}» указывает на сам документ. Укажите, пожалуйста, другой документ или "
            "удалите это поле."
        ),
        Language.EN: (
            "{path}: “{field}: {value}” names the document itself. Please name the other document or "
            "remove the entry."
        ),
    },
    Fault.REPLACED_IN_CIRCLE: {
        Language.DE: (
            "{path}: „replaced_by“ führt im Kreis: {chain}. Bitte entfernen Sie die Angabe im neuesten "
            "Dokument."
        ),
        Language.RU: (
            "{path}: ссылки «replaced_by» замыкаются в круг: {chain}. Удалите, пожалуйста, это поле в самом "
            "новом документе."
        ),
        Language.EN: (
            "{path}: “replaced_by” runs in a circle: {chain}. Please remove the entry in the newest document."
        ),
    },
    Fault.FOLDER_MISSING: {
        Language.DE: (
            "Den Dokumentenordner {folder} gibt es nicht. Bitte legen Sie ihn an, oder nennen Sie den "
            "richtigen Ordner."
        ),
        Language.RU: "Папки документов {folder} нет. Создайте её или укажите верную папку, пожалуйста.",
        Language.EN: (
            "The documents folder {folder} does not exist. Please create it or name the right folder."
        ),
    },
    Fault.FOLDER_NOT_A_FOLDER: {
        Language.DE: "{folder} ist kein Ordner. Bitte nennen Sie den Ordner, in dem die Dokumente liegen.",
        Language.RU: "{folder} — не папка. Укажите, пожалуйста, папку с документами.",
        Language.EN: "{folder} is not a folder. Please name the folder that contains the documents.",
    },
    Fault.FOLDER_UNREADABLE: {
        Language.DE: (
            "Der Dokumentenordner {folder} lässt sich nicht lesen (Meldung des Systems: {reason}). Bitte "
            "prüfen Sie die Zugriffsrechte."
        ),
        Language.RU: (
            "Папку документов {folder} не удаётся прочитать (сообщение системы: {reason}). Проверьте, "
            "пожалуйста, права доступа."
        ),
        Language.EN: (
            "The documents folder {folder} cannot be read (the system says: {reason}). Please check its "
            "permissions."
        ),
    },
    Fault.FOLDER_EMPTY: {
        Language.DE: "Im Dokumentenordner {folder} liegt kein Dokument. Gelesen werden {supported}.",
        Language.RU: "В папке документов {folder} нет ни одного документа. Поддерживаются {supported}.",
        Language.EN: (
            "The documents folder {folder} contains no documents. These types are read: {supported}."
        ),
    },
    Fault.SETTING_NUMBER: {
        Language.DE: (
            "{variable} hat den Wert „{value}“. Erlaubt ist eine ganze Zahl von {low} bis {high}. Bitte "
            "ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} имеет значение «{value}». Допустимо целое число от {low} до {high}. Исправьте, "
            "пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} has the value “{value}”. A whole number from {low} to {high} is allowed. Please "
            "change the value."
        ),
    },
    Fault.SETTING_HOST: {
        Language.DE: (
            "{variable} hat den Wert „{value}“. Erlaubt ist ein Rechnername oder eine IP-Adresse ohne Port, "
            "etwa 127.0.0.1 oder 0.0.0.0. Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} имеет значение «{value}». Допустимо имя компьютера или IP-адрес без порта, например "
            "127.0.0.1 или 0.0.0.0. Исправьте, пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} has the value “{value}”. A host name or an IP address without a port is allowed, "
            "such as 127.0.0.1 or 0.0.0.0. Please change the value."
        ),
    },
    Fault.SETTING_METRICS: {
        Language.DE: (
            "{variable} hat den Wert „{value}“. Erlaubt ist ein Rechnername oder eine IP-Adresse mit einem "
            "Port, der nicht der des Dienstes ist, etwa 127.0.0.1:9464, oder off. Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} имеет значение «{value}». Допустимо имя компьютера или IP-адрес с портом, который не "
            "занят самой службой, например 127.0.0.1:9464, или off. Исправьте, пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} has the value “{value}”. Allowed is a host name or an IP address with a port that is "
            "not that of the service, such as 127.0.0.1:9464, or off. Please change the value."
        ),
    },
    Fault.METRICS_UNHEARD: {
        Language.DE: (
            "Für die Messwerte lässt sich {value} nicht öffnen (Meldung des Systems: {reason}). Bitte nennen "
            "Sie in {variable} eine freie Adresse, oder off."
        ),
        Language.RU: (
            "Не удаётся открыть {value} для показателей (сообщение системы: {reason}). Укажите, пожалуйста, "
            "в {variable} свободный адрес или off."
        ),
        Language.EN: (
            "{value} cannot be opened for the figures (the system says: {reason}). Please name a free "
            "address in {variable}, or off."
        ),
    },
    Fault.SETTING_ORIGIN: {
        Language.DE: (
            "{variable} enthält „{value}“. Erlaubt sind vollständige Herkunftsadressen ohne Pfad und ohne "
            "Platzhalter, durch Kommas getrennt, etwa https://www.duesseldorf.de. Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} содержит «{value}». Допустимы полные адреса источников без пути и без подстановочных "
            "знаков, через запятую, например https://www.duesseldorf.de. Исправьте, пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} contains “{value}”. Complete origins without a path and without wildcards are "
            "allowed, separated by commas, such as https://www.duesseldorf.de. Please change the value."
        ),
    },
    Fault.SETTING_RATE: {
        Language.DE: (
            "{variable} hat den Wert „{value}“. Erlaubt sind Angaben wie 60/minute oder 5/10 seconds (auch "
            "hour und day), mehrere durch Semikolon getrennt, oder off. Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} имеет значение «{value}». Допустимы значения вида 60/minute или 5/10 seconds (а "
            "также hour и day), несколько — через точку с запятой, или off. Исправьте, пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} has the value “{value}”. Rates such as 60/minute or 5/10 seconds are allowed (hour "
            "and day too), several separated by semicolons, or off. Please change the value."
        ),
    },
    Fault.SETTING_RATE_STORE: {
        Language.DE: (
            "{variable} ist nicht verwendbar. Erlaubt ist memory oder die Adresse eines Redis-Servers, etwa "
            "redis://localhost:6379/0; Zeichen wie # oder / im Kennwort schreiben Sie als %23 oder %2F. "
            "Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "Значение {variable} не подходит. Допустимо memory или адрес сервера Redis, например "
            "redis://localhost:6379/0; знаки # и / в пароле пишутся как %23 и %2F. Исправьте, пожалуйста, "
            "значение."
        ),
        Language.EN: (
            "{variable} cannot be used. It may be memory or the address of a Redis server, such as "
            "redis://localhost:6379/0; write characters such as # or / of a password as %23 or %2F. Please "
            "change the value."
        ),
    },
    Fault.SETTING_PROXY: {
        Language.DE: (
            "{variable} enthält „{value}“. Erlaubt sind IP-Adressen und Netze, durch Kommas getrennt, etwa "
            "127.0.0.1 oder 10.0.0.0/8. Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} содержит «{value}». Допустимы IP-адреса и сети через запятую, например 127.0.0.1 или "
            "10.0.0.0/8. Исправьте, пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} contains “{value}”. IP addresses and networks are allowed, separated by commas, such "
            "as 127.0.0.1 or 10.0.0.0/8. Please change the value."
        ),
    },
    Fault.SETTING_SALT: {
        Language.DE: (
            "{variable} ist zu kurz. Nötig sind mindestens {shortest} zufällige Zeichen. Bitte ändern Sie "
            "den Wert, oder lassen Sie die Einstellung weg."
        ),
        Language.RU: (
            "Значение {variable} слишком короткое. Нужно не меньше {shortest} случайных знаков. Исправьте "
            "его или уберите эту настройку, пожалуйста."
        ),
        Language.EN: (
            "{variable} is too short. At least {shortest} random characters are needed. Please change the "
            "value or leave the setting out."
        ),
    },
    Fault.SETTING_OWN_CONTACT: {
        Language.DE: (
            "{variable} enthält „{value}“. Erlaubt sind E-Mail-Adressen, Telefonnummern mit Landesvorwahl "
            "und IBAN, durch Kommas getrennt, etwa info@example.org, *@example.org, +49 211 89-0 oder "
            "+49 211 89*. Bitte ändern Sie den Wert."
        ),
        Language.RU: (
            "{variable} содержит «{value}». Допустимы адреса электронной почты, номера телефонов с кодом "
            "страны и IBAN через запятую, например info@example.org, *@example.org, +49 211 89-0 или "
            "+49 211 89*. Исправьте, пожалуйста, значение."
        ),
        Language.EN: (
            "{variable} holds “{value}”. Email addresses, telephone numbers with the code of the country "
            "and IBANs are allowed, separated by commas, such as info@example.org, *@example.org, "
            "+49 211 89-0 or +49 211 89*. Please change the value."
        ),
    },
    Fault.INDEX_MISSING: {
        Language.DE: "In {folder} gibt es keinen Index. Bitte erstellen Sie ihn mit: partnerbot index",
        Language.RU: "В папке {folder} нет индекса. Создайте его, пожалуйста, командой: partnerbot index",
        Language.EN: "There is no index in {folder}. Please build it with: partnerbot index",
    },
    Fault.INDEX_DAMAGED: {
        Language.DE: (
            "Der Index in {folder} ist beschädigt: {file} fehlt oder wurde verändert. Bitte erstellen Sie "
            "ihn neu mit: partnerbot index"
        ),
        Language.RU: (
            "Индекс в папке {folder} повреждён: файл {file} отсутствует или изменён. Создайте его, "
            "пожалуйста, заново командой: partnerbot index"
        ),
        Language.EN: (
            "The index in {folder} is damaged: {file} is missing or has been altered. Please build it again "
            "with: partnerbot index"
        ),
    },
    Fault.INDEX_UNREADABLE: {
        Language.DE: (
            "Der Index in {folder} lässt sich nicht lesen (Meldung des Systems: {reason}). Der Dienst "
            "versucht es von selbst wieder."
        ),
        Language.RU: (
            "Индекс в папке {folder} не удаётся прочитать (сообщение системы: {reason}). Сервис повторит "
            "попытку сам."
        ),
        Language.EN: (
            "The index in {folder} cannot be read (the system says: {reason}). The service tries again by "
            "itself."
        ),
    },
    Fault.INDEX_FORMAT: {
        Language.DE: (
            "Der Index hat das Format {found}, dieses Programm liest das Format {expected}. Bitte erstellen "
            "Sie ihn neu mit: partnerbot index"
        ),
        Language.RU: (
            "Индекс записан в формате {found}, а программа читает формат {expected}. Создайте его, "
            "пожалуйста, заново командой: partnerbot index"
        ),
        Language.EN: (
            "The index has format {found}, this program reads format {expected}. Please build it again "
            "with: partnerbot index"
        ),
    },
    Fault.INDEX_ENCODER: {
        Language.DE: (
            "Der Index wurde mit dem Sprachmodell {built} erstellt, eingestellt ist {encoder} oder eine "
            "andere Fassung davon. Bitte erstellen Sie ihn neu mit: partnerbot index"
        ),
        Language.RU: (
            "Индекс создан с моделью {built}, а в настройках указана {encoder} или другая её версия. "
            "Создайте его, пожалуйста, заново командой: partnerbot index"
        ),
        Language.EN: (
            "The index was built with the model {built}, but {encoder}, or another version of it, is set. "
            "Please build it again with: partnerbot index"
        ),
    },
    Fault.OUTPUT_UNWRITABLE: {
        Language.DE: (
            "In {folder} kann der Index nicht geschrieben werden (Meldung des Systems: {reason}). Bitte "
            "prüfen Sie den Ordner, oder nennen Sie mit --output einen anderen."
        ),
        Language.RU: (
            "В папку {folder} не удаётся записать индекс (сообщение системы: {reason}). Проверьте, "
            "пожалуйста, папку или укажите другую через --output."
        ),
        Language.EN: (
            "The index cannot be written to {folder} (the system says: {reason}). Please check the folder, "
            "or name another one with --output."
        ),
    },
    Fault.BUILD_RUNNING: {
        Language.DE: (
            "In {folder} wird gerade ein Index erstellt. Bitte warten Sie, bis er fertig ist, und versuchen "
            "Sie es dann noch einmal."
        ),
        Language.RU: (
            "В папке {folder} уже создаётся индекс. Дождитесь, пожалуйста, окончания и попробуйте ещё раз."
        ),
        Language.EN: "An index is being built in {folder}. Please wait until it is done, then try again.",
    },
    Fault.NOTHING_TO_INDEX: {
        Language.DE: "Keines der Dokumente in {folder} lässt sich verwenden:\n{errors}",
        Language.RU: "Ни один из документов в папке {folder} не удаётся использовать:\n{errors}",
        Language.EN: "None of the documents in {folder} can be used:\n{errors}",
    },
    Fault.ENCODER_UNAVAILABLE: {
        Language.DE: (
            "Das Sprachmodell {encoder} lässt sich nicht laden ({reason}). Bitte prüfen Sie "
            "PARTNERBOT_ENCODER, oder lassen Sie die Einstellung weg: Dann gilt das mitgelieferte Modell."
        ),
        Language.RU: (
            "Не удаётся загрузить языковую модель {encoder} ({reason}). Проверьте, пожалуйста, "
            "PARTNERBOT_ENCODER или уберите эту настройку: тогда будет использована встроенная модель."
        ),
        Language.EN: (
            "The model {encoder} cannot be loaded ({reason}). Please check PARTNERBOT_ENCODER, or leave it "
            "out: then the bundled model is used."
        ),
    },
    Fault.MODEL_UNWRITABLE: {
        Language.DE: (
            "Das mitgelieferte Sprachmodell kann nicht in {folder} vorbereitet werden (Meldung des Systems: "
            "{reason}). Bitte prüfen Sie die Zugriffsrechte und den freien Platz; nötig sind 200 MB."
        ),
        Language.RU: (
            "Не удаётся подготовить встроенную модель в папке {folder} (сообщение системы: {reason}). "
            "Проверьте, пожалуйста, права доступа и свободное место: нужно 200 МБ."
        ),
        Language.EN: (
            "The bundled model cannot be prepared in {folder} (the system says: {reason}). Please check the "
            "permissions and the free space; 200 MB are needed."
        ),
    },
    Fault.MODEL_CHANGED: {
        Language.DE: (
            "Die Datei {path} des mitgelieferten Sprachmodells ist nicht die, mit der Partnerbot geprüft "
            "wurde: Sie ist beschädigt oder gehört zu einer anderen Fassung. Bitte installieren Sie "
            "Partnerbot neu."
        ),
        Language.RU: (
            "Файл {path} встроенной языковой модели — не тот, с которым проверялся Partnerbot: он повреждён "
            "или относится к другой версии. Установите, пожалуйста, Partnerbot заново."
        ),
        Language.EN: (
            "The file {path} of the bundled model is not the one that Partnerbot was tested with: it is "
            "damaged, or of another version. Please install Partnerbot again."
        ),
    },
    Fault.QUESTIONS_UNREADABLE: {
        Language.DE: (
            "{path}: Die Fragen lassen sich nicht lesen ({reason}). Erwartet wird eine JSONL-Datei in UTF-8."
        ),
        Language.RU: "{path}: не удаётся прочитать вопросы ({reason}). Нужен файл JSONL в кодировке UTF-8.",
        Language.EN: "{path}: the questions cannot be read ({reason}). A JSONL file in UTF-8 is expected.",
    },
    Fault.QUESTION_BROKEN: {
        Language.DE: (
            "{path}, Zeile {line}: keine Frage im erwarteten Format ({reason}). Nötig sind id, question und "
            "language (de, ru, en)."
        ),
        Language.RU: (
            "{path}, строка {line}: вопрос записан не в том формате ({reason}). Нужны поля id, question и "
            "language (de, ru, en)."
        ),
        Language.EN: (
            "{path}, line {line}: not a question in the expected format ({reason}). It needs id, question "
            "and language (de, ru, en)."
        ),
    },
    Fault.QUESTIONS_EMPTY: {
        Language.DE: "{path}: Die Datei enthält keine Frage.",
        Language.RU: "{path}: в файле нет ни одного вопроса.",
        Language.EN: "{path}: the file contains no questions.",
    },
    Fault.QUESTIONS_OF_ONE_KIND: {
        Language.DE: (
            "{path}: Zum Kalibrieren braucht es Fragen, die die Dokumente beantworten, und solche, die sie "
            "nicht beantworten. Bitte ergänzen Sie die fehlenden."
        ),
        Language.RU: (
            "{path}: для калибровки нужны и вопросы, на которые документы отвечают, и такие, на которые они "
            "не отвечают. Добавьте недостающие."
        ),
        Language.EN: (
            "{path}: to calibrate, it takes questions that the documents answer and questions that they do "
            "not. Please add those that are missing."
        ),
    },
    Fault.ANSWER_UNREADABLE: {
        Language.DE: (
            "{path}: keine Antwort im erwarteten Format ({reason}). Erwartet wird die Ausgabe von: "
            "partnerbot ask … --json"
        ),
        Language.RU: (
            "{path}: ответ записан не в том формате ({reason}). Нужен вывод команды: partnerbot ask … --json"
        ),
        Language.EN: (
            "{path}: not an answer in the expected format ({reason}). The output of this command is "
            "expected: partnerbot ask … --json"
        ),
    },
    Fault.QUESTION_TOO_LONG: {
        Language.DE: "Die Frage hat {length} Zeichen, erlaubt sind {longest}. Bitte fassen Sie sie kürzer.",
        Language.RU: (
            "В вопросе {length} знаков, а допустимо {longest}. Сформулируйте его, пожалуйста, короче."
        ),
        Language.EN: "The question has {length} characters; {longest} are allowed. Please make it shorter.",
    },
}


class PartnerbotError(Exception):
    """The root of all errors that are told to a person."""

    def __init__(self, fault: Fault, **values: object) -> None:
        super().__init__(fault, values)
        self.fault = fault
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how an equal error is made in another process."""
        return partial(type(self), self.fault, **self.values), ()

    def text(self, language: Language) -> str:
        """Return the error's sentence in `language`, values filled in; a list of errors has a line each."""
        values = {
            name: "\n".join(error.text(language) for error in value) if isinstance(value, list) else value
            for name, value in self.values.items()
        }
        return SENTENCES[self.fault][language].format_map(values)

    def __str__(self) -> str:
        return self.text(Language.EN)


class DocumentError(PartnerbotError):
    """One source file cannot be used; `values["path"]` names it, relative to the documents folder."""


class FolderError(PartnerbotError):
    """The documents folder as a whole cannot be used."""


class IndexUnusableError(PartnerbotError):
    """The built index is missing, damaged or of another make; the sentence says how to mend it."""


class BuildError(PartnerbotError):
    """An index could not be built or switched in; the old one still serves."""


class EncoderError(PartnerbotError):
    """The embedding model cannot be loaded."""


class ConfigError(PartnerbotError):
    """A setting of the service cannot be used; `values` holds the variable and its value."""


class QuestionError(PartnerbotError):
    """A question cannot be looked up as it is."""


class QuestionsError(PartnerbotError):
    """A file of questions to evaluate cannot be used; `values` name the file and the line."""


class AnswerFileError(PartnerbotError):
    """A file of an answer to verify cannot be used; `values["path"]` names it."""
