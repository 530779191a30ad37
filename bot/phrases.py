"""Every sentence the bot says itself, in German, Russian and English; knows no HTTP and no documents."""

from enum import StrEnum

from index.language import Language


class Phrase(StrEnum):
    """A sentence or label; the key of its wordings in `PHRASES`."""

    # problems: the titles
    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    TOO_LARGE = "too_large"
    UNSUPPORTED_TYPE = "unsupported_type"
    INVALID_FIELDS = "invalid_fields"
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"
    # problems: what to do
    BODY_UNREADABLE = "body_unreadable"
    ADDRESS_UNKNOWN = "address_unknown"
    DOCUMENT_UNKNOWN = "document_unknown"
    METHOD_WRONG = "method_wrong"
    BODY_TOO_LARGE = "body_too_large"
    TYPE_WRONG = "type_wrong"
    FIELDS_WRONG = "fields_wrong"
    SERVER_FAILED = "server_failed"
    STARTING = "starting"
    NOT_LOADED = "not_loaded"
    BUSY = "busy"
    # problems: why a value cannot be used
    REASON_MISSING = "reason_missing"
    REASON_BLANK = "reason_blank"
    REASON_TOO_LONG = "reason_too_long"
    REASON_TOO_MANY = "reason_too_many"
    REASON_AT_LEAST = "reason_at_least"
    REASON_AT_MOST = "reason_at_most"
    REASON_CHOICE = "reason_choice"
    REASON_DATE = "reason_date"
    REASON_NUMBER = "reason_number"
    REASON_TEXT = "reason_text"
    REASON_LIST = "reason_list"
    REASON_OBJECT = "reason_object"
    REASON_UNUSABLE = "reason_unusable"
    # every page
    SITE_NAME = "site_name"
    SKIP_TO_CONTENT = "skip_to_content"
    LANGUAGE_CHOICE = "language_choice"
    LANGUAGE_DE = "language_de"
    LANGUAGE_RU = "language_ru"
    LANGUAGE_EN = "language_en"
    DISCLAIMER = "disclaimer"
    # the page of a document
    BACK_TO_QUESTIONS = "back_to_questions"
    TO_QUOTE = "to_quote"
    QUOTE_GONE = "quote_gone"
    EXPIRED_SINCE = "expired_since"
    IN_FORCE_FROM = "in_force_from"
    REPLACED_NOTE = "replaced_note"
    DETAILS = "details"
    PUBLISHER = "publisher"
    PUBLISHED = "published"
    IN_FORCE = "in_force"
    PERIOD = "period"
    PERIOD_FROM = "period_from"
    PERIOD_UNTIL = "period_until"
    LANGUAGE = "language"
    REPLACES = "replaces"
    TRANSLATION_OF = "translation_of"
    TRANSLATIONS = "translations"
    SOURCE = "source"
    FILE = "file"
    CHECKSUM = "checksum"
    PAGE = "page"
    # the page of questions and answers
    HOME_TITLE = "home_title"
    HOME_INTRO = "home_intro"
    YOUR_QUESTION = "your_question"
    ASK = "ask"
    QUESTION_TOO_LONG = "question_too_long"
    ANSWER = "answer"
    QUOTES = "quotes"
    NEAREST_QUOTES = "nearest_quotes"
    SUGGESTIONS = "suggestions"
    READ_IN_DOCUMENT = "read_in_document"
    DOCUMENTS = "documents"
    API = "api"
    # the console
    INDEX_BUILT = "index_built"
    EMBEDDING = "embedding"
    EVALUATING = "evaluating"
    RELEVANT_UNKNOWN = "relevant_unknown"
    CHARACTERS = "characters"
    SCORE = "score"
    DOCUMENT = "document"
    PASSAGE = "passage"
    QUOTE_VERIFIED = "quote_verified"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    QUOTE_DIFFERS = "quote_differs"
    QUOTES_VERIFIED = "quotes_verified"
    SYSTEM_FAILED = "system_failed"
    # the bot's answers to small talk
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    SELF = "self"
    SUGGESTION_SINCE = "suggestion_since"
    SUGGESTION_PAUSE = "suggestion_pause"
    SUGGESTION_CULTURE = "suggestion_culture"
    # why there is no answer
    NO_ANSWER = "no_answer"
    NO_ANSWER_RELATED = "no_answer_related"
    UNCLEAR = "unclear"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    # quotes and notices
    QUOTE_DE = "quote_de"
    QUOTE_RU = "quote_ru"
    QUOTE_EN = "quote_en"
    NOTICE_EXPIRED = "notice_expired"
    NOTICE_NOT_YET = "notice_not_yet"
    NOTICE_REPLACED = "notice_replaced"
    NOTICE_OTHER_LANGUAGE = "notice_other_language"
    NOTICE_DIFFERING = "notice_differing"


PHRASES: dict[Phrase, dict[Language, str]] = {
    Phrase.BAD_REQUEST: {
        Language.DE: "Anfrage nicht lesbar",
        Language.RU: "Запрос не читается",
        Language.EN: "Unreadable request",
    },
    Phrase.NOT_FOUND: {
        Language.DE: "Nicht gefunden",
        Language.RU: "Не найдено",
        Language.EN: "Not found",
    },
    Phrase.METHOD_NOT_ALLOWED: {
        Language.DE: "Methode nicht erlaubt",
        Language.RU: "Метод не разрешён",
        Language.EN: "Method not allowed",
    },
    Phrase.TOO_LARGE: {
        Language.DE: "Anfrage zu groß",
        Language.RU: "Слишком большой запрос",
        Language.EN: "Request too large",
    },
    Phrase.UNSUPPORTED_TYPE: {
        Language.DE: "Format nicht unterstützt",
        Language.RU: "Формат не поддерживается",
        Language.EN: "Unsupported format",
    },
    Phrase.INVALID_FIELDS: {
        Language.DE: "Angaben nicht verwendbar",
        Language.RU: "Данные не подходят",
        Language.EN: "Unusable values",
    },
    Phrase.SERVER_ERROR: {
        Language.DE: "Fehler auf dem Server",
        Language.RU: "Ошибка сервера",
        Language.EN: "Server error",
    },
    Phrase.UNAVAILABLE: {
        Language.DE: "Zurzeit nicht verfügbar",
        Language.RU: "Временно недоступно",
        Language.EN: "Not available at the moment",
    },
    Phrase.BODY_UNREADABLE: {
        Language.DE: "Der Inhalt der Anfrage ist kein gültiges JSON in UTF-8. Bitte prüfen Sie ihn.",
        Language.RU: "Содержимое запроса — не корректный JSON в кодировке UTF-8. Проверьте его, пожалуйста.",
        Language.EN: "The body of the request is not valid JSON in UTF-8. Please check it.",
    },
    Phrase.ADDRESS_UNKNOWN: {
        Language.DE: "Diese Adresse gibt es hier nicht. Bitte prüfen Sie die Schreibweise.",
        Language.RU: "Такого адреса здесь нет. Проверьте, пожалуйста, написание.",
        Language.EN: "There is nothing at this address. Please check the spelling.",
    },
    Phrase.DOCUMENT_UNKNOWN: {
        Language.DE: "Dieses Dokument gibt es hier nicht. Alle Dokumente stehen unter /api/documents.",
        Language.RU: "Такого документа здесь нет. Все документы перечислены по адресу /api/documents.",
        Language.EN: "There is no such document here. All documents are listed at /api/documents.",
    },
    Phrase.METHOD_WRONG: {
        Language.DE: "Diese Adresse kann mit dieser Methode nicht aufgerufen werden. Erlaubt ist: {allowed}.",
        Language.RU: "По этому адресу такой метод не принимается. Допустимо: {allowed}.",
        Language.EN: "This address does not take this method. Allowed: {allowed}.",
    },
    Phrase.BODY_TOO_LARGE: {
        Language.DE: "Die Anfrage ist zu groß. Erlaubt sind höchstens {limit} Kilobyte.",
        Language.RU: "Запрос слишком большой. Допускается не более {limit} килобайт.",
        Language.EN: "The request is too large. At most {limit} kilobytes are allowed.",
    },
    Phrase.TYPE_WRONG: {
        Language.DE: "Bitte senden Sie JSON, mit der Kopfzeile „Content-Type: application/json“.",
        Language.RU: "Отправьте, пожалуйста, JSON с заголовком «Content-Type: application/json».",
        Language.EN: "Please send JSON, with the header “Content-Type: application/json”.",
    },
    Phrase.FIELDS_WRONG: {
        Language.DE: "Bitte prüfen Sie diese Angaben: {fields}.",
        Language.RU: "Проверьте, пожалуйста, эти данные: {fields}.",
        Language.EN: "Please check these values: {fields}.",
    },
    Phrase.SERVER_FAILED: {
        Language.DE: "Auf dem Server ist ein Fehler aufgetreten. Bitte versuchen Sie es später noch einmal.",
        Language.RU: "На сервере произошла ошибка. Попробуйте, пожалуйста, ещё раз позже.",
        Language.EN: "Something went wrong on the server. Please try again later.",
    },
    Phrase.STARTING: {
        Language.DE: "Der Dienst startet gerade. Bitte versuchen Sie es in einigen Sekunden noch einmal.",
        Language.RU: "Служба запускается. Попробуйте, пожалуйста, ещё раз через несколько секунд.",
        Language.EN: "The service is starting. Please try again in a few seconds.",
    },
    Phrase.NOT_LOADED: {
        Language.DE: "Die Dokumente konnten nicht geladen werden. Bitte versuchen Sie es später noch einmal.",
        Language.RU: "Не удалось загрузить документы. Попробуйте, пожалуйста, ещё раз позже.",
        Language.EN: "The documents could not be loaded. Please try again later.",
    },
    Phrase.BUSY: {
        Language.DE: "Gerade sind zu viele Fragen auf einmal da. Bitte versuchen Sie es gleich noch einmal.",
        Language.RU: (
            "Сейчас слишком много вопросов одновременно. Попробуйте, пожалуйста, ещё раз чуть позже."
        ),
        Language.EN: "Too many questions have come at once. Please try again in a moment.",
    },
    Phrase.REASON_MISSING: {
        Language.DE: "fehlt",
        Language.RU: "отсутствует",
        Language.EN: "is missing",
    },
    Phrase.REASON_BLANK: {
        Language.DE: "darf nicht leer sein",
        Language.RU: "не может быть пустым",
        Language.EN: "must not be empty",
    },
    Phrase.REASON_TOO_LONG: {
        Language.DE: "höchstens {limit} Zeichen sind erlaubt",
        Language.RU: "допускается не более {limit} знаков",
        Language.EN: "at most {limit} characters are allowed",
    },
    Phrase.REASON_TOO_MANY: {
        Language.DE: "höchstens {limit} Einträge sind erlaubt",
        Language.RU: "допускается не более {limit} элементов",
        Language.EN: "at most {limit} entries are allowed",
    },
    Phrase.REASON_AT_LEAST: {
        Language.DE: "muss mindestens {limit} sein",
        Language.RU: "должно быть не меньше {limit}",
        Language.EN: "must be at least {limit}",
    },
    Phrase.REASON_AT_MOST: {
        Language.DE: "darf höchstens {limit} sein",
        Language.RU: "должно быть не больше {limit}",
        Language.EN: "must be at most {limit}",
    },
    Phrase.REASON_CHOICE: {
        Language.DE: "erlaubt ist: {allowed}",
        Language.RU: "допустимо: {allowed}",
        Language.EN: "allowed: {allowed}",
    },
    Phrase.REASON_DATE: {
        Language.DE: "muss ein Datum der Form JJJJ-MM-TT sein",
        Language.RU: "должно быть датой вида ГГГГ-ММ-ДД",
        Language.EN: "must be a date of the form YYYY-MM-DD",
    },
    Phrase.REASON_NUMBER: {
        Language.DE: "muss eine ganze Zahl sein",
        Language.RU: "должно быть целым числом",
        Language.EN: "must be a whole number",
    },
    Phrase.REASON_TEXT: {
        Language.DE: "muss ein Text sein",
        Language.RU: "должно быть текстом",
        Language.EN: "must be a text",
    },
    Phrase.REASON_LIST: {
        Language.DE: "muss eine Liste sein",
        Language.RU: "должно быть списком",
        Language.EN: "must be a list",
    },
    Phrase.REASON_OBJECT: {
        Language.DE: "muss ein JSON-Objekt sein",
        Language.RU: "должно быть объектом JSON",
        Language.EN: "must be a JSON object",
    },
    Phrase.REASON_UNUSABLE: {
        Language.DE: "ist nicht verwendbar",
        Language.RU: "не подходит",
        Language.EN: "cannot be used",
    },
    Phrase.SITE_NAME: {
        Language.DE: "Partnerbot Düsseldorf–Moskau",
        Language.RU: "Партнёрбот Дюссельдорф–Москва",
        Language.EN: "Partnerbot Düsseldorf–Moscow",
    },
    Phrase.SKIP_TO_CONTENT: {
        Language.DE: "Zum Inhalt springen",
        Language.RU: "Перейти к содержанию",
        Language.EN: "Skip to the content",
    },
    Phrase.LANGUAGE_CHOICE: {
        Language.DE: "Sprache der Seite",
        Language.RU: "Язык страницы",
        Language.EN: "Language of the page",
    },
    Phrase.LANGUAGE_DE: {
        Language.DE: "Deutsch",
        Language.RU: "немецкий",
        Language.EN: "German",
    },
    Phrase.LANGUAGE_RU: {
        Language.DE: "Russisch",
        Language.RU: "русский",
        Language.EN: "Russian",
    },
    Phrase.LANGUAGE_EN: {
        Language.DE: "Englisch",
        Language.RU: "английский",
        Language.EN: "English",
    },
    Phrase.DISCLAIMER: {
        Language.DE: (
            "Hier antwortet ein automatisches System aus Dokumenten. Es kann sich irren: Bitte prüfen Sie "
            "die Belege. Fragen und Antworten werden nicht gespeichert."
        ),
        Language.RU: (
            "Здесь по документам отвечает автоматическая система. Она может ошибаться: пожалуйста, "
            "проверяйте цитаты. Вопросы и ответы не сохраняются."
        ),
        Language.EN: (
            "An automatic system answers here from documents. It can be wrong: please check the quotes. "
            "Questions and answers are not stored."
        ),
    },
    Phrase.BACK_TO_QUESTIONS: {
        Language.DE: "Zu den Fragen",
        Language.RU: "К вопросам",
        Language.EN: "To the questions",
    },
    Phrase.TO_QUOTE: {
        Language.DE: "Zur zitierten Stelle",
        Language.RU: "К цитате",
        Language.EN: "To the quoted passage",
    },
    Phrase.QUOTE_GONE: {
        Language.DE: "Die zitierte Stelle gibt es in dieser Fassung des Dokuments nicht.",
        Language.RU: "В этой редакции документа цитируемого места нет.",
        Language.EN: "This version of the document does not hold the quoted passage.",
    },
    Phrase.EXPIRED_SINCE: {
        Language.DE: "Dieses Dokument galt bis {date}. Es ist nicht mehr in Kraft.",
        Language.RU: "Этот документ действовал до {date}. Он больше не в силе.",
        Language.EN: "This document was in force until {date}. It no longer is.",
    },
    Phrase.IN_FORCE_FROM: {
        Language.DE: "Dieses Dokument gilt erst ab {date}.",
        Language.RU: "Этот документ вступает в силу {date}.",
        Language.EN: "This document comes into force on {date}.",
    },
    Phrase.REPLACED_NOTE: {
        Language.DE: "Dieses Dokument wurde ersetzt durch:",
        Language.RU: "Этот документ заменён документом:",
        Language.EN: "This document was replaced by:",
    },
    Phrase.DETAILS: {
        Language.DE: "Angaben zum Dokument",
        Language.RU: "Сведения о документе",
        Language.EN: "About this document",
    },
    Phrase.PUBLISHER: {
        Language.DE: "Herausgeber",
        Language.RU: "Издатель",
        Language.EN: "Publisher",
    },
    Phrase.PUBLISHED: {
        Language.DE: "Veröffentlicht",
        Language.RU: "Опубликовано",
        Language.EN: "Published",
    },
    Phrase.IN_FORCE: {
        Language.DE: "Gültig",
        Language.RU: "Срок действия",
        Language.EN: "In force",
    },
    Phrase.PERIOD: {
        Language.DE: "{start} bis {end}",
        Language.RU: "с {start} по {end}",
        Language.EN: "{start} to {end}",
    },
    Phrase.PERIOD_FROM: {
        Language.DE: "ab {start}",
        Language.RU: "с {start}",
        Language.EN: "from {start}",
    },
    Phrase.PERIOD_UNTIL: {
        Language.DE: "bis {end}",
        Language.RU: "по {end}",
        Language.EN: "until {end}",
    },
    Phrase.LANGUAGE: {
        Language.DE: "Sprache",
        Language.RU: "Язык",
        Language.EN: "Language",
    },
    Phrase.REPLACES: {
        Language.DE: "Ersetzt",
        Language.RU: "Заменяет",
        Language.EN: "Replaces",
    },
    Phrase.TRANSLATION_OF: {
        Language.DE: "Übersetzung von",
        Language.RU: "Перевод документа",
        Language.EN: "Translation of",
    },
    Phrase.TRANSLATIONS: {
        Language.DE: "Übersetzungen",
        Language.RU: "Переводы",
        Language.EN: "Translations",
    },
    Phrase.SOURCE: {
        Language.DE: "Quelle",
        Language.RU: "Источник",
        Language.EN: "Source",
    },
    Phrase.FILE: {
        Language.DE: "Datei",
        Language.RU: "Файл",
        Language.EN: "File",
    },
    Phrase.CHECKSUM: {
        Language.DE: "SHA-256 der Datei",
        Language.RU: "SHA-256 файла",
        Language.EN: "SHA-256 of the file",
    },
    Phrase.PAGE: {
        Language.DE: "Seite {page}",
        Language.RU: "Страница {page}",
        Language.EN: "Page {page}",
    },
    Phrase.HOME_TITLE: {
        Language.DE: "Fragen zur Städtepartnerschaft Düsseldorf–Moskau",
        Language.RU: "Вопросы о партнёрстве Дюссельдорфа и Москвы",
        Language.EN: "Questions about the city partnership Düsseldorf–Moscow",
    },
    Phrase.HOME_INTRO: {
        Language.DE: (
            "Stellen Sie eine Frage auf Deutsch, Russisch oder Englisch. Die Antwort kommt aus den "
            "Dokumenten, mit Belegen, die Sie nachlesen können."
        ),
        Language.RU: (
            "Задайте вопрос по-немецки, по-русски или по-английски. Ответ даётся по документам, с "
            "цитатами, которые можно проверить."
        ),
        Language.EN: (
            "Ask a question in German, Russian or English. The answer comes from the documents, with "
            "quotes that you can check."
        ),
    },
    Phrase.YOUR_QUESTION: {
        Language.DE: "Ihre Frage",
        Language.RU: "Ваш вопрос",
        Language.EN: "Your question",
    },
    Phrase.ASK: {
        Language.DE: "Fragen",
        Language.RU: "Спросить",
        Language.EN: "Ask",
    },
    Phrase.QUESTION_TOO_LONG: {
        Language.DE: "Ihre Frage ist zu lang. Erlaubt sind höchstens {limit} Zeichen.",
        Language.RU: "Ваш вопрос слишком длинный. Допускается не более {limit} знаков.",
        Language.EN: "Your question is too long. At most {limit} characters are allowed.",
    },
    Phrase.ANSWER: {
        Language.DE: "Antwort",
        Language.RU: "Ответ",
        Language.EN: "Answer",
    },
    Phrase.QUOTES: {
        Language.DE: "Belege",
        Language.RU: "Цитаты",
        Language.EN: "Quotes",
    },
    Phrase.NEAREST_QUOTES: {
        Language.DE: "Am nächsten kommen diese Stellen; sie beantworten die Frage nicht.",
        Language.RU: "Ближе всего эти места; ответа на вопрос в них нет.",
        Language.EN: "These passages come nearest; they do not answer the question.",
    },
    Phrase.SUGGESTIONS: {
        Language.DE: "Fragen Sie zum Beispiel",
        Language.RU: "Спросите, например",
        Language.EN: "You could ask",
    },
    Phrase.READ_IN_DOCUMENT: {
        Language.DE: "Im Dokument lesen",
        Language.RU: "Читать в документе",
        Language.EN: "Read in the document",
    },
    Phrase.DOCUMENTS: {
        Language.DE: "Dokumente",
        Language.RU: "Документы",
        Language.EN: "Documents",
    },
    Phrase.API: {
        Language.DE: "Schnittstelle für Programme (englisch)",
        Language.RU: "Интерфейс для программ (по-английски)",
        Language.EN: "Interface for programs",
    },
    Phrase.INDEX_BUILT: {
        Language.DE: (
            "Dokumente: {documents} · Textstellen: {passages} · neu eingelesene Texte: {embedded} · "
            "Sekunden: {seconds} · Index: {folder}"
        ),
        Language.RU: (
            "Документы: {documents} · фрагменты: {passages} · новые тексты: {embedded} · "
            "секунды: {seconds} · индекс: {folder}"
        ),
        Language.EN: (
            "Documents: {documents} · passages: {passages} · newly embedded texts: {embedded} · "
            "seconds: {seconds} · index: {folder}"
        ),
    },
    Phrase.EMBEDDING: {
        Language.DE: "Texte einlesen",
        Language.RU: "Обработка текстов",
        Language.EN: "Embedding texts",
    },
    Phrase.EVALUATING: {
        Language.DE: "Fragen stellen",
        Language.RU: "Проверка вопросов",
        Language.EN: "Asking the questions",
    },
    Phrase.RELEVANT_UNKNOWN: {
        Language.DE: "Diese Dokumente nennt die Fragendatei, aber es gibt sie im Index nicht: {paths}",
        Language.RU: "Эти документы названы в файле вопросов, но в индексе их нет: {paths}",
        Language.EN: "The file of questions names these documents, but they are not in the index: {paths}",
    },
    Phrase.CHARACTERS: {
        Language.DE: "Zeichen {start}–{end}",
        Language.RU: "знаки {start}–{end}",
        Language.EN: "characters {start}–{end}",
    },
    Phrase.SCORE: {
        Language.DE: "Nähe",
        Language.RU: "Близость",
        Language.EN: "Score",
    },
    Phrase.DOCUMENT: {
        Language.DE: "Dokument",
        Language.RU: "Документ",
        Language.EN: "Document",
    },
    Phrase.PASSAGE: {
        Language.DE: "Textstelle",
        Language.RU: "Фрагмент",
        Language.EN: "Passage",
    },
    Phrase.QUOTE_VERIFIED: {
        Language.DE: "stimmt mit dem Dokument überein",
        Language.RU: "совпадает с документом",
        Language.EN: "ok",
    },
    Phrase.FILE_MISSING: {
        Language.DE: "Die Datei fehlt oder lässt sich nicht lesen.",
        Language.RU: "Файла нет, или его не удаётся прочитать.",
        Language.EN: "The file is missing or cannot be read.",
    },
    Phrase.FILE_CHANGED: {
        Language.DE: "Die Datei wurde seit der Antwort geändert.",
        Language.RU: "Файл изменён после ответа.",
        Language.EN: "The file has changed since the answer.",
    },
    Phrase.QUOTE_DIFFERS: {
        Language.DE: "Das Zitat steht so nicht an dieser Stelle.",
        Language.RU: "В этом месте стоит другой текст.",
        Language.EN: "The quote differs from what stands there.",
    },
    Phrase.QUOTES_VERIFIED: {
        Language.DE: "Geprüfte Zitate: {quotes}, davon stimmen überein: {verified}",
        Language.RU: "Проверено цитат: {quotes}, из них совпадают: {verified}",
        Language.EN: "Quotes checked: {quotes}, of which verified: {verified}",
    },
    Phrase.SYSTEM_FAILED: {
        Language.DE: "Das Betriebssystem meldet einen Fehler: {reason}",
        Language.RU: "Операционная система сообщает об ошибке: {reason}",
        Language.EN: "The system reports an error: {reason}",
    },
    Phrase.GREETING: {
        Language.DE: (
            "Guten Tag! Ich beantworte Fragen zur Städtepartnerschaft Düsseldorf–Moskau und zeige zu "
            "jeder Antwort die Stellen, auf denen sie beruht. Sie können zum Beispiel fragen:"
        ),
        Language.RU: (
            "Здравствуйте! Я отвечаю на вопросы о партнёрстве городов Дюссельдорф и Москва и к "
            "каждому ответу показываю, на чём он основан. Вы можете спросить, например:"
        ),
        Language.EN: (
            "Hello! I answer questions about the city partnership Düsseldorf–Moscow and show for "
            "every answer what it rests on. You could ask, for example:"
        ),
    },
    Phrase.THANKS: {
        Language.DE: (
            "Gern geschehen! Wenn Sie noch etwas wissen möchten, fragen Sie bitte einfach weiter, zum"
            " Beispiel:"
        ),
        Language.RU: "Пожалуйста! Если хотите узнать что-то ещё, спрашивайте, например:",
        Language.EN: "You are welcome! If you would like to know more, please just ask, for example:",
    },
    Phrase.FAREWELL: {
        Language.DE: (
            "Auf Wiedersehen! Wenn Sie wieder eine Frage haben, bin ich da. Zum Beispiel zu diesen Themen:"
        ),
        Language.RU: "До свидания! Если появятся вопросы, обращайтесь. Например, на такие темы:",
        Language.EN: (
            "Goodbye! I am here whenever you have another question. For example about these topics:"
        ),
    },
    Phrase.SELF: {
        Language.DE: (
            "Ich bin Partnerbot, ein Programm. Ich suche in den Dokumenten zur Städtepartnerschaft "
            "Düsseldorf–Moskau die Sätze, die auf Ihre Frage antworten, und zeige, wo sie stehen. Ich"
            " kann mich irren. Sie können zum Beispiel fragen:"
        ),
        Language.RU: (
            "Я Partnerbot, программа. В документах о партнёрстве Дюссельдорфа и Москвы я ищу "
            "предложения, которые отвечают на ваш вопрос, и показываю, где они написаны. Я могу "
            "ошибаться. Вы можете спросить, например:"
        ),
        Language.EN: (
            "I am Partnerbot, a program. I look in the documents about the partnership "
            "Düsseldorf–Moscow for the sentences that answer your question, and show where they "
            "stand. I can be wrong. You could ask, for example:"
        ),
    },
    Phrase.SUGGESTION_SINCE: {
        Language.DE: "Seit wann sind Düsseldorf und Moskau Partnerstädte?",
        Language.RU: "С какого года Дюссельдорф и Москва являются городами-партнёрами?",
        Language.EN: "Since when have Düsseldorf and Moscow been partner cities?",
    },
    Phrase.SUGGESTION_PAUSE: {
        Language.DE: "Gibt es die Städtepartnerschaft mit Moskau noch?",
        Language.RU: "Существует ли ещё партнёрство с Москвой?",
        Language.EN: "Does the partnership with Moscow still exist?",
    },
    Phrase.SUGGESTION_CULTURE: {
        Language.DE: "Wer hat das Kulturkommuniqué 2020–2023 unterschrieben?",
        Language.RU: "Кто подписал коммюнике о культуре на 2020–2023 годы?",
        Language.EN: "Who signed the culture communiqué 2020–2023?",
    },
    Phrase.NO_ANSWER: {
        Language.DE: "Dazu habe ich in den Dokumenten keine Antwort gefunden.",
        Language.RU: "Ответа на этот вопрос в документах я не нашёл.",
        Language.EN: "I found no answer to this in the documents.",
    },
    Phrase.NO_ANSWER_RELATED: {
        Language.DE: (
            "Darauf habe ich in den Dokumenten keine sichere Antwort gefunden. Die folgenden Stellen kommen "
            "Ihrer Frage am nächsten; eine Antwort sind sie nicht unbedingt."
        ),
        Language.RU: (
            "Надёжного ответа на этот вопрос в документах я не нашёл. Ближе всего к вопросу следующие "
            "отрывки, но они не обязательно на него отвечают."
        ),
        Language.EN: (
            "I found no answer in the documents that I could be sure of. The following passages come nearest "
            "to your question, but they do not necessarily answer it."
        ),
    },
    Phrase.UNCLEAR: {
        Language.DE: (
            "Ich habe keine Frage erkannt. Bitte fragen Sie in einem ganzen Satz, was Sie über die "
            "Städtepartnerschaft Düsseldorf–Moskau wissen möchten, zum Beispiel:"
        ),
        Language.RU: (
            "Я не смог распознать вопрос. Напишите, пожалуйста, целым предложением, что вы хотите "
            "узнать о партнёрстве Дюссельдорфа и Москвы, например:"
        ),
        Language.EN: (
            "I could not make out a question. Please ask in a whole sentence what you would like to "
            "know about the partnership Düsseldorf–Moscow, for example:"
        ),
    },
    Phrase.UNSUPPORTED_LANGUAGE: {
        Language.DE: (
            "Ich verstehe nur Deutsch, Russisch und Englisch. Bitte stellen Sie Ihre Frage in einer "
            "dieser Sprachen."
        ),
        Language.RU: (
            "Я понимаю только немецкий, русский и английский. Задайте, пожалуйста, вопрос на одном из"
            " этих языков."
        ),
        Language.EN: (
            "I understand only German, Russian and English. Please ask your question in one of these "
            "languages."
        ),
    },
    Phrase.QUOTE_DE: {
        Language.DE: "In einem deutschen Dokument steht: „{quote}“",
        Language.RU: "В документе на немецком языке сказано: «{quote}»",
        Language.EN: "A document in German says: “{quote}”",
    },
    Phrase.QUOTE_RU: {
        Language.DE: "In einem russischen Dokument steht: „{quote}“",
        Language.RU: "В документе на русском языке сказано: «{quote}»",
        Language.EN: "A document in Russian says: “{quote}”",
    },
    Phrase.QUOTE_EN: {
        Language.DE: "In einem englischen Dokument steht: „{quote}“",
        Language.RU: "В документе на английском языке сказано: «{quote}»",
        Language.EN: "A document in English says: “{quote}”",
    },
    Phrase.NOTICE_EXPIRED: {
        Language.DE: "Nicht mehr in Kraft: „{title}“ galt bis {day}.",
        Language.RU: "Больше не действует: срок документа «{title}» истёк {day}.",
        Language.EN: "No longer in force: “{title}” was valid until {day}.",
    },
    Phrase.NOTICE_NOT_YET: {
        Language.DE: "Noch nicht in Kraft: „{title}“ gilt ab {day}.",
        Language.RU: "Ещё не действует: «{title}» вступает в силу {day}.",
        Language.EN: "Not yet in force: “{title}” is valid from {day}.",
    },
    Phrase.NOTICE_REPLACED: {
        Language.DE: "Auf „{title}“ folgte: „{successor}“.",
        Language.RU: "После документа «{title}» был принят документ «{successor}».",
        Language.EN: "“{title}” was followed by “{successor}”.",
    },
    Phrase.NOTICE_OTHER_LANGUAGE: {
        Language.DE: "Zitat [{number}] steht in der Sprache seines Dokuments; es ist nicht übersetzt.",
        Language.RU: "Цитата [{number}] приведена на языке документа, без перевода.",
        Language.EN: "Quote [{number}] stands in the language of its document; it is not translated.",
    },
    Phrase.NOTICE_DIFFERING: {
        Language.DE: "Die Zitate nennen verschiedene Zeitangaben. Bitte vergleichen Sie die Quellen.",
        Language.RU: "В цитатах названы разные даты. Сравните, пожалуйста, источники.",
        Language.EN: "The quotes name different dates. Please compare the sources.",
    },
}


def say(phrase: Phrase, language: Language, **values: object) -> str:
    """Return `phrase` in `language`, with its `{placeholders}` filled from `values`."""
    return PHRASES[phrase][language].format_map(values)
