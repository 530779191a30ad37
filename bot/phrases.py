"""Every sentence the bot says itself, in German, Russian and English; knows no HTTP and no documents."""

from enum import StrEnum

from index.language import Language


class Phrase(StrEnum):
    """A sentence or label; the key of its wordings in `PHRASES`."""

    # problems: the titles
    BAD_REQUEST = "bad_request"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    UNSUPPORTED_TYPE = "unsupported_type"
    INVALID_FIELDS = "invalid_fields"
    TOO_MANY = "too_many"
    HEAD_TOO_LARGE = "head_too_large"
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"
    # problems: what to do
    BODY_UNREADABLE = "body_unreadable"
    HEAD_UNREADABLE = "head_unreadable"
    ADDRESS_UNKNOWN = "address_unknown"
    DOCUMENT_UNKNOWN = "document_unknown"
    METHOD_WRONG = "method_wrong"
    BODY_TOO_LARGE = "body_too_large"
    BODY_TOO_SLOW = "body_too_slow"
    HEAD_LIMIT = "head_limit"
    ORIGIN_REFUSED = "origin_refused"
    ASKED_TOO_OFTEN = "asked_too_often"
    TYPE_WRONG = "type_wrong"
    FIELDS_WRONG = "fields_wrong"
    SERVER_FAILED = "server_failed"
    STARTING = "starting"
    NOT_LOADED = "not_loaded"
    OLD_INDEX = "old_index"
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
    REASON_UNKNOWN = "reason_unknown"
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
    QUOTES = "quotes"
    SUGGESTIONS = "suggestions"
    READ_IN_DOCUMENT = "read_in_document"
    DOCUMENTS = "documents"
    API = "api"
    # the chat
    CONVERSATION = "conversation"
    CLOSE = "close"
    WAITING = "waiting"
    EMPTY_QUESTION = "empty_question"
    RETRY = "retry"
    OFFLINE = "offline"
    TOO_SLOW = "too_slow"
    QUOTE_NUMBER = "quote_number"
    RELATED = "related"
    SUMMARY = "summary"
    VALID_UNTIL = "valid_until"
    VALID_FROM = "valid_from"
    EXPIRED_ON = "expired_on"
    NEW_TAB = "new_tab"
    COPY_CITATION = "copy_citation"
    COPIED = "copied"
    COPY_BY_HAND = "copy_by_hand"
    HELPFUL = "helpful"
    HELPFUL_YES = "helpful_yes"
    HELPFUL_NO = "helpful_no"
    THANKS_VERDICT = "thanks_verdict"
    NEW_CONVERSATION = "new_conversation"
    CLEARED = "cleared"
    SAVE_AS_TEXT = "save_as_text"
    PRINT = "print"
    ACCESSIBILITY = "accessibility"
    EMBED = "embed"
    # the page for web editors
    EMBED_TITLE = "embed_title"
    EMBED_INTRO = "embed_intro"
    EMBED_LINE = "embed_line"
    EMBED_CHOICES = "embed_choices"
    EMBED_LANGUAGE = "embed_language"
    EMBED_LANGUAGE_HOST = "embed_language_host"
    EMBED_MODE = "embed_mode"
    EMBED_DIALOG = "embed_dialog"
    EMBED_INLINE = "embed_inline"
    EMBED_POSITION = "embed_position"
    EMBED_RIGHT = "embed_right"
    EMBED_LEFT = "embed_left"
    EMBED_HEADING = "embed_heading"
    EMBED_SUGGESTIONS = "embed_suggestions"
    EMBED_SHOW = "embed_show"
    EMBED_PREVIEW = "embed_preview"
    EMBED_PREVIEW_DIALOG = "embed_preview_dialog"
    EMBED_NEEDS = "embed_needs"
    EMBED_ORIGINS = "embed_origins"
    EMBED_POLICY = "embed_policy"
    EMBED_STORES = "embed_stores"
    WORDING = "wording"
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
    QUOTE_CUT = "quote_cut"
    QUOTES_VERIFIED = "quotes_verified"
    FIELDS_FORGED = "fields_forged"
    NOTICES_AS_OF = "notices_as_of"
    ANSWERS_VERIFIED = "answers_verified"
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
    # personal data in a question
    PERSONAL_MAIL = "personal_mail"
    PERSONAL_PHONE = "personal_phone"
    PERSONAL_CARD = "personal_card"
    PERSONAL_IBAN = "personal_iban"
    PERSONAL_EARLIER = "personal_earlier"
    # quotes and notices
    QUOTE_DE = "quote_de"
    QUOTE_RU = "quote_ru"
    QUOTE_EN = "quote_en"
    NOTICE_EXPIRED = "notice_expired"
    NOTICE_NOT_YET = "notice_not_yet"
    NOTICE_REPLACED = "notice_replaced"
    NOTICE_OTHER_LANGUAGE = "notice_other_language"


PHRASES: dict[Phrase, dict[Language, str]] = {
    Phrase.BAD_REQUEST: {
        Language.DE: "Anfrage nicht lesbar",
        Language.RU: "Запрос не читается",
        Language.EN: "Unreadable request",
    },
    Phrase.FORBIDDEN: {
        Language.DE: "Zugriff nicht erlaubt",
        Language.RU: "Доступ не разрешён",
        Language.EN: "Access not allowed",
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
    Phrase.TIMED_OUT: {
        Language.DE: "Zeit abgelaufen",
        Language.RU: "Время истекло",
        Language.EN: "Timed out",
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
    Phrase.TOO_MANY: {
        Language.DE: "Zu viele Anfragen",
        Language.RU: "Слишком много запросов",
        Language.EN: "Too many requests",
    },
    Phrase.HEAD_TOO_LARGE: {
        Language.DE: "Kopfzeilen zu groß",
        Language.RU: "Слишком большие заголовки",
        Language.EN: "Headers too large",
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
    Phrase.HEAD_UNREADABLE: {
        Language.DE: "Diese Anfrage ist kein gültiges HTTP.",
        Language.RU: "Этот запрос не соответствует протоколу HTTP.",
        Language.EN: "This request is not valid HTTP.",
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
    Phrase.BODY_TOO_SLOW: {
        Language.DE: (
            "Die Anfrage kam nicht innerhalb von {limit} Sekunden vollständig an. Bitte senden Sie sie noch "
            "einmal."
        ),
        Language.RU: "Запрос не пришёл целиком за {limit} секунд. Отправьте его, пожалуйста, ещё раз.",
        Language.EN: "The request did not arrive completely within {limit} seconds. Please send it again.",
    },
    Phrase.HEAD_LIMIT: {
        Language.DE: (
            "Adresse und Kopfzeilen der Anfrage sind zusammen zu groß. Erlaubt sind höchstens {limit} "
            "Kilobyte."
        ),
        Language.RU: (
            "Адрес и заголовки запроса вместе слишком большие. Допускается не более {limit} килобайт."
        ),
        Language.EN: (
            "The address and the headers of the request are too large together. At most {limit} kilobytes "
            "are allowed."
        ),
    },
    Phrase.ORIGIN_REFUSED: {
        Language.DE: (
            "Diese Website darf den Chat nicht einbinden. Bitte stellen Sie Ihre Frage direkt auf der Seite "
            "von Partnerbot."
        ),
        Language.RU: (
            "Этому сайту не разрешено встраивать чат. Задайте, пожалуйста, вопрос прямо на странице "
            "Партнёрбота."
        ),
        Language.EN: (
            "This website is not allowed to embed the chat. Please ask your question on the page of "
            "Partnerbot itself."
        ),
    },
    Phrase.ASKED_TOO_OFTEN: {
        Language.DE: (
            "Über Ihren Internetanschluss kamen gerade zu viele Anfragen. Bitte versuchen Sie es in "
            "{seconds} Sek. noch einmal."
        ),
        Language.RU: (
            "С вашего интернет-адреса пришло слишком много запросов. Попробуйте, пожалуйста, ещё раз через "
            "{seconds} сек."
        ),
        Language.EN: (
            "Too many requests have come from your internet connection. Please try again in {seconds} sec."
        ),
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
        Language.RU: "Сервис запускается. Попробуйте, пожалуйста, ещё раз через несколько секунд.",
        Language.EN: "The service is starting. Please try again in a few seconds.",
    },
    Phrase.NOT_LOADED: {
        Language.DE: "Die Dokumente konnten nicht geladen werden. Bitte versuchen Sie es später noch einmal.",
        Language.RU: "Не удалось загрузить документы. Попробуйте, пожалуйста, ещё раз позже.",
        Language.EN: "The documents could not be loaded. Please try again later.",
    },
    Phrase.OLD_INDEX: {
        Language.DE: "Es antwortet der bisherige Index, denn der neue lässt sich nicht laden. {reason}",
        Language.RU: "Отвечает прежний индекс: новый не удаётся загрузить. {reason}",
        Language.EN: "The old index answers, because the new one cannot be loaded. {reason}",
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
    Phrase.REASON_UNKNOWN: {
        Language.DE: "wird nicht angenommen",
        Language.RU: "не принимается",
        Language.EN: "is not accepted",
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
        Language.DE: "Sprache wählen",
        Language.RU: "Выбор языка",
        Language.EN: "Choose a language",
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
            "Hier antwortet ein KI-System anhand von Dokumenten. Es kann sich irren: Bitte prüfen Sie die "
            "Belege. Geben Sie keine persönlichen Daten ein. Gespeichert wird nichts."
        ),
        Language.RU: (
            "На вопросы по документам отвечает система ИИ. Она может ошибаться: проверяйте, пожалуйста, "
            "цитаты. Не указывайте личные данные. Ничего не сохраняется."
        ),
        Language.EN: (
            "An AI system answers here, based on documents. It can be wrong: please check the quotes. Do not "
            "enter personal data. Nothing is stored."
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
    Phrase.QUOTES: {
        Language.DE: "Belege",
        Language.RU: "Цитаты",
        Language.EN: "Quotes",
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
    Phrase.CONVERSATION: {
        Language.DE: "Gespräch",
        Language.RU: "Беседа",
        Language.EN: "Conversation",
    },
    Phrase.CLOSE: {
        Language.DE: "Schließen",
        Language.RU: "Закрыть",
        Language.EN: "Close",
    },
    Phrase.WAITING: {
        Language.DE: "Ich suche in den Dokumenten …",
        Language.RU: "Ищу в документах…",
        Language.EN: "Searching the documents …",
    },
    Phrase.EMPTY_QUESTION: {
        Language.DE: "Bitte geben Sie zuerst eine Frage ein.",
        Language.RU: "Сначала напишите, пожалуйста, вопрос.",
        Language.EN: "Please type a question first.",
    },
    Phrase.RETRY: {
        Language.DE: "Noch einmal versuchen",
        Language.RU: "Попробовать ещё раз",
        Language.EN: "Try again",
    },
    Phrase.OFFLINE: {
        Language.DE: "Keine Verbindung. Ihre Frage ist noch da: Bitte versuchen Sie es noch einmal.",
        Language.RU: "Нет связи с сервером. Ваш вопрос не потерян: попробуйте, пожалуйста, ещё раз.",
        Language.EN: "There is no connection. Your question is still here: please try again.",
    },
    Phrase.TOO_SLOW: {
        Language.DE: "Die Antwort dauert zu lange. Bitte versuchen Sie es noch einmal.",
        Language.RU: "Ответ готовится слишком долго. Попробуйте, пожалуйста, ещё раз.",
        Language.EN: "The answer is taking too long. Please try again.",
    },
    Phrase.QUOTE_NUMBER: {
        Language.DE: "Beleg {mark}",
        Language.RU: "Цитата {mark}",
        Language.EN: "Quote {mark}",
    },
    Phrase.RELATED: {
        Language.DE: "Stellen, die der Frage am nächsten kommen",
        Language.RU: "Ближе всего к вопросу",
        Language.EN: "The passages nearest to the question",
    },
    Phrase.SUMMARY: {
        Language.DE: "Zusammenfassung der Redaktion, nicht der Wortlaut des Originals",
        Language.RU: "Изложение редакции, а не текст оригинала",
        Language.EN: "Summary by the editors, not the wording of the original",
    },
    Phrase.VALID_UNTIL: {
        Language.DE: "gilt bis {date}",
        Language.RU: "действует до {date}",
        Language.EN: "in force until {date}",
    },
    Phrase.VALID_FROM: {
        Language.DE: "gilt ab {date}",
        Language.RU: "действует с {date}",
        Language.EN: "in force from {date}",
    },
    Phrase.EXPIRED_ON: {
        Language.DE: "abgelaufen am {date}",
        Language.RU: "срок истёк {date}",
        Language.EN: "expired on {date}",
    },
    Phrase.NEW_TAB: {
        Language.DE: "(neuer Tab)",
        Language.RU: "(в новой вкладке)",
        Language.EN: "(new tab)",
    },
    Phrase.COPY_CITATION: {
        Language.DE: "Beleg kopieren",
        Language.RU: "Скопировать цитату",
        Language.EN: "Copy citation",
    },
    Phrase.COPIED: {
        Language.DE: "Kopiert",
        Language.RU: "Скопировано",
        Language.EN: "Copied",
    },
    Phrase.COPY_BY_HAND: {
        Language.DE: "Bitte kopieren Sie diesen Text",
        Language.RU: "Скопируйте, пожалуйста, этот текст",
        Language.EN: "Please copy this text",
    },
    Phrase.HELPFUL: {
        Language.DE: "War das hilfreich?",
        Language.RU: "Ответ был полезен?",
        Language.EN: "Was this helpful?",
    },
    Phrase.HELPFUL_YES: {
        Language.DE: "Ja",
        Language.RU: "Да",
        Language.EN: "Yes",
    },
    Phrase.HELPFUL_NO: {
        Language.DE: "Nein",
        Language.RU: "Нет",
        Language.EN: "No",
    },
    Phrase.THANKS_VERDICT: {
        Language.DE: "Danke für Ihre Rückmeldung.",
        Language.RU: "Спасибо за отзыв.",
        Language.EN: "Thank you for your feedback.",
    },
    Phrase.NEW_CONVERSATION: {
        Language.DE: "Neues Gespräch",
        Language.RU: "Новая беседа",
        Language.EN: "New conversation",
    },
    Phrase.CLEARED: {
        Language.DE: "Das Gespräch wurde gelöscht.",
        Language.RU: "Беседа удалена.",
        Language.EN: "The conversation has been cleared.",
    },
    Phrase.SAVE_AS_TEXT: {
        Language.DE: "Als Text speichern",
        Language.RU: "Сохранить как текст",
        Language.EN: "Save as text",
    },
    Phrase.PRINT: {
        Language.DE: "Drucken",
        Language.RU: "Распечатать",
        Language.EN: "Print",
    },
    Phrase.ACCESSIBILITY: {
        Language.DE: "Barrierefreiheit",
        Language.RU: "Доступность",
        Language.EN: "Accessibility",
    },
    Phrase.EMBED: {
        Language.DE: "Chat einbinden",
        Language.RU: "Встроить чат",
        Language.EN: "Embed the chat",
    },
    Phrase.EMBED_TITLE: {
        Language.DE: "Den Chat auf Ihrer Website einbinden",
        Language.RU: "Чат на вашем сайте",
        Language.EN: "The chat on your website",
    },
    Phrase.EMBED_INTRO: {
        Language.DE: "Fügen Sie diese Zeile in das HTML Ihrer Seite ein.",
        Language.RU: "Вставьте эту строку в HTML вашей страницы.",
        Language.EN: "Put this line into the HTML of your page.",
    },
    Phrase.EMBED_LINE: {
        Language.DE: "Zeile zum Kopieren",
        Language.RU: "Строка для копирования",
        Language.EN: "Line to copy",
    },
    Phrase.EMBED_CHOICES: {
        Language.DE: "Anpassen",
        Language.RU: "Настройка",
        Language.EN: "Adjust",
    },
    Phrase.EMBED_LANGUAGE: {
        Language.DE: "Sprache des Chats",
        Language.RU: "Язык чата",
        Language.EN: "Language of the chat",
    },
    Phrase.EMBED_LANGUAGE_HOST: {
        Language.DE: "die der umgebenden Seite",
        Language.RU: "как на вашей странице",
        Language.EN: "that of the surrounding page",
    },
    Phrase.EMBED_MODE: {
        Language.DE: "Darstellung",
        Language.RU: "Вид",
        Language.EN: "Appearance",
    },
    Phrase.EMBED_DIALOG: {
        Language.DE: "Schaltfläche, die ein Fenster öffnet",
        Language.RU: "кнопка, которая открывает окно",
        Language.EN: "button that opens a dialog",
    },
    Phrase.EMBED_INLINE: {
        Language.DE: "im Text der Seite",
        Language.RU: "в тексте страницы",
        Language.EN: "in the flow of the page",
    },
    Phrase.EMBED_POSITION: {
        Language.DE: "Ecke der Schaltfläche",
        Language.RU: "Угол для кнопки",
        Language.EN: "Corner of the button",
    },
    Phrase.EMBED_RIGHT: {
        Language.DE: "rechts unten",
        Language.RU: "справа внизу",
        Language.EN: "bottom right",
    },
    Phrase.EMBED_LEFT: {
        Language.DE: "links unten",
        Language.RU: "слева внизу",
        Language.EN: "bottom left",
    },
    Phrase.EMBED_HEADING: {
        Language.DE: "Überschrift (freiwillig)",
        Language.RU: "Заголовок (необязательно)",
        Language.EN: "Title (optional)",
    },
    Phrase.EMBED_SUGGESTIONS: {
        Language.DE: "Fragen zu Beginn, in jeder Zeile eine (freiwillig)",
        Language.RU: "Вопросы в начале, по одному в строке (необязательно)",
        Language.EN: "Questions to start with, one a line (optional)",
    },
    Phrase.EMBED_SHOW: {
        Language.DE: "Zeile und Vorschau aktualisieren",
        Language.RU: "Обновить строку и пример",
        Language.EN: "Update line and preview",
    },
    Phrase.EMBED_PREVIEW: {
        Language.DE: "Vorschau",
        Language.RU: "Пример",
        Language.EN: "Preview",
    },
    Phrase.EMBED_PREVIEW_DIALOG: {
        Language.DE: "Die Schaltfläche steht unten in der Ecke dieser Seite.",
        Language.RU: "Кнопка находится внизу, в углу этой страницы.",
        Language.EN: "The button is in the bottom corner of this page.",
    },
    Phrase.EMBED_NEEDS: {
        Language.DE: "Damit es funktioniert",
        Language.RU: "Что для этого нужно",
        Language.EN: "What it needs",
    },
    Phrase.EMBED_ORIGINS: {
        Language.DE: (
            "Die Adresse Ihrer Website muss beim Betreiber dieses Dienstes freigegeben sein "
            "(Einstellung PARTNERBOT_ORIGINS), zum Beispiel: {example}."
        ),
        Language.RU: (
            "Адрес вашего сайта должен быть разрешён владельцем этого сервиса (настройка "
            "PARTNERBOT_ORIGINS), например: {example}."
        ),
        Language.EN: (
            "The address of your website must be allowed by whoever runs this service (setting "
            "PARTNERBOT_ORIGINS), for example: {example}."
        ),
    },
    Phrase.EMBED_POLICY: {
        Language.DE: (
            "Hat Ihre Seite eine Content Security Policy, so erlauben Sie darin diese Adresse für "
            "Skripte, Stile und Verbindungen:"
        ),
        Language.RU: (
            "Если на вашей странице действует Content Security Policy, разрешите в ней этот адрес для "
            "скриптов, стилей и соединений:"
        ),
        Language.EN: (
            "If your page has a Content Security Policy, allow this address in it for scripts, styles "
            "and connections:"
        ),
    },
    Phrase.EMBED_STORES: {
        Language.DE: "Der Chat setzt keine Cookies, speichert nichts und lädt nichts von Dritten.",
        Language.RU: "Чат не использует cookie, ничего не сохраняет и ничего не загружает с чужих сайтов.",
        Language.EN: "The chat sets no cookies, stores nothing and loads nothing from third parties.",
    },
    Phrase.WORDING: {
        Language.DE: "Zitat",
        Language.RU: "Цитата",
        Language.EN: "Quote",
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
    Phrase.QUOTE_CUT: {
        Language.DE: "Das Zitat besteht nicht aus ganzen Sätzen.",
        Language.RU: "Цитата состоит не из целых предложений.",
        Language.EN: "The quote does not consist of whole sentences.",
    },
    Phrase.QUOTES_VERIFIED: {
        Language.DE: "Geprüfte Zitate: {quotes}, davon stimmen überein: {verified}",
        Language.RU: "Проверено цитат: {quotes}, из них совпадают: {verified}",
        Language.EN: "Quotes checked: {quotes}, of which verified: {verified}",
    },
    Phrase.FIELDS_FORGED: {
        Language.DE: "Nicht so, wie es aus den Dokumenten folgt: {fields}",
        Language.RU: "Не так, как следует из документов: {fields}",
        Language.EN: "Not as the documents have it: {fields}",
    },
    Phrase.NOTICES_AS_OF: {
        Language.DE: "Was in Kraft ist, gilt für diesen Tag: {day}",
        Language.RU: "Сведения о сроке действия указаны на день: {day}",
        Language.EN: "What is in force is said for this day: {day}",
    },
    Phrase.ANSWERS_VERIFIED: {
        Language.DE: "Geprüfte Antworten: {answers}, davon folgen aus den Dokumenten: {verified}",
        Language.RU: "Проверено ответов: {answers}, из них следуют из документов: {verified}",
        Language.EN: "Answers checked: {answers}, of which follow from the documents: {verified}",
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
            "Я — Партнёрбот, программа. В документах о партнёрстве Дюссельдорфа и Москвы я ищу "
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
            "Ich bin nicht sicher, ob die Dokumente diese Frage beantworten. Die folgenden Stellen kommen "
            "ihr am nächsten. Bitte lesen Sie, ob sie Ihnen weiterhelfen."
        ),
        Language.RU: (
            "Я не уверен, что в документах есть ответ на этот вопрос. Ближе всего к нему следующие отрывки. "
            "Прочитайте, пожалуйста, помогут ли они вам."
        ),
        Language.EN: (
            "I am not certain that the documents answer this question. The following passages come nearest "
            "to it. Please read whether they help you."
        ),
    },
    Phrase.UNCLEAR: {
        Language.DE: (
            "Ich habe keine Frage erkannt. Bitte fragen Sie in einem ganzen Satz, was Sie über die "
            "Städtepartnerschaft Düsseldorf–Moskau wissen möchten, zum Beispiel:"
        ),
        Language.RU: (
            "Я не смог распознать вопрос. Напишите, пожалуйста, полным предложением, что вы хотите "
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
    Phrase.PERSONAL_MAIL: {
        Language.DE: (
            "Ihre Frage enthält offenbar eine E-Mail-Adresse. Bitte nehmen Sie sie heraus und fragen Sie "
            "noch einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть адрес электронной почты. Уберите его, пожалуйста, и задайте вопрос "
            "ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain an email address. Please take it out and ask again. No personal "
            "data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_PHONE: {
        Language.DE: (
            "Ihre Frage enthält offenbar eine Telefonnummer. Bitte nehmen Sie sie heraus und fragen Sie "
            "noch einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть номер телефона. Уберите его, пожалуйста, и задайте вопрос "
            "ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain a telephone number. Please take it out and ask again. No "
            "personal data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_CARD: {
        Language.DE: (
            "Ihre Frage enthält offenbar die Nummer einer Zahlungskarte. Bitte nehmen Sie sie heraus und "
            "fragen Sie noch einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть номер банковской карты. Уберите его, пожалуйста, и задайте вопрос "
            "ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain the number of a payment card. Please take it out and ask again. "
            "No personal data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_IBAN: {
        Language.DE: (
            "Ihre Frage enthält offenbar eine Kontonummer (IBAN). Bitte nehmen Sie sie heraus und fragen Sie "
            "noch einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть номер банковского счёта (IBAN). Уберите его, пожалуйста, и задайте "
            "вопрос ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain a bank account number (IBAN). Please take it out and ask again. "
            "No personal data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_EARLIER: {
        Language.DE: (
            "Eine frühere Frage in diesem Gespräch enthält offenbar persönliche Daten. Bitte beginnen Sie "
            "ein neues Gespräch und fragen Sie noch einmal."
        ),
        Language.RU: (
            "Похоже, в одном из предыдущих вопросов этой беседы есть личные данные. Начните, пожалуйста, "
            "новую беседу и задайте вопрос ещё раз."
        ),
        Language.EN: (
            "An earlier question in this conversation seems to contain personal data. Please start a new "
            "conversation and ask again."
        ),
    },
    Phrase.QUOTE_DE: {
        Language.DE: "In einem deutschen Dokument steht:",
        Language.RU: "В документе на немецком языке сказано:",
        Language.EN: "A document in German says:",
    },
    Phrase.QUOTE_RU: {
        Language.DE: "In einem russischen Dokument steht:",
        Language.RU: "В документе на русском языке сказано:",
        Language.EN: "A document in Russian says:",
    },
    Phrase.QUOTE_EN: {
        Language.DE: "In einem englischen Dokument steht:",
        Language.RU: "В документе на английском языке сказано:",
        Language.EN: "A document in English says:",
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
}


def say(phrase: Phrase, language: Language, **values: object) -> str:
    """Return `phrase` in `language`, with its `{placeholders}` filled from `values`."""
    return PHRASES[phrase][language].format_map(values)
