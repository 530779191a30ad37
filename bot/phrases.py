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
    MISDIRECTED = "misdirected"
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
    ADDRESS_UNREADABLE = "address_unreadable"
    ADDRESS_UNKNOWN = "address_unknown"
    HOST_UNKNOWN = "host_unknown"
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
    MORE_DOCUMENTS = "more_documents"
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
    EMBED_UNNAMED = "embed_unnamed"
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
        Language.RU: "Не удалось прочитать запрос",
        Language.EN: "The request could not be read",
    },
    Phrase.FORBIDDEN: {
        Language.DE: "Zugriff nicht erlaubt",
        Language.RU: "Нет доступа",
        Language.EN: "Access not allowed",
    },
    Phrase.NOT_FOUND: {
        Language.DE: "Nicht gefunden",
        Language.RU: "Не найдено",
        Language.EN: "Not found",
    },
    Phrase.METHOD_NOT_ALLOWED: {
        Language.DE: "Methode nicht erlaubt",
        Language.RU: "Метод не поддерживается",
        Language.EN: "Method not allowed",
    },
    Phrase.MISDIRECTED: {
        Language.DE: "Anderer Server gemeint",
        Language.RU: "Запрос к другому серверу",
        Language.EN: "Another server is meant",
    },
    Phrase.TIMED_OUT: {
        Language.DE: "Die Anfrage hat zu lange gedauert",
        Language.RU: "Запрос занял слишком много времени",
        Language.EN: "The request took too long",
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
        Language.DE: "Ungültige Angaben",
        Language.RU: "Ошибка в данных",
        Language.EN: "Invalid values",
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
        Language.RU: (
            "В запросе должен быть корректный JSON в кодировке UTF-8. Проверьте, пожалуйста, содержимое "
            "запроса."
        ),
        Language.EN: "The body of the request is not valid JSON in UTF-8. Please check it.",
    },
    Phrase.HEAD_UNREADABLE: {
        Language.DE: "Diese Anfrage ist kein gültiges HTTP.",
        Language.RU: "Этот запрос не соответствует протоколу HTTP.",
        Language.EN: "This request is not valid HTTP.",
    },
    Phrase.ADDRESS_UNREADABLE: {
        Language.DE: "Die Adresse enthält ein Steuerzeichen. Bitte prüfen Sie sie.",
        Language.RU: "В адресе есть управляющий символ. Проверьте его, пожалуйста.",
        Language.EN: "The address holds a control character. Please check it.",
    },
    Phrase.HOST_UNKNOWN: {
        Language.DE: "Dieser Dienst ist unter diesem Namen nicht zu erreichen. Bitte prüfen Sie die Adresse.",
        Language.RU: "Эта служба недоступна под таким именем. Проверьте, пожалуйста, адрес.",
        Language.EN: "This service does not answer under this name. Please check the address.",
    },
    Phrase.ADDRESS_UNKNOWN: {
        Language.DE: "Unter dieser Adresse gibt es hier nichts. Bitte prüfen Sie die Schreibweise.",
        Language.RU: "По этому адресу ничего нет. Проверьте, пожалуйста, правильно ли он написан.",
        Language.EN: "There is nothing at this address. Please check the spelling.",
    },
    Phrase.DOCUMENT_UNKNOWN: {
        Language.DE: (
            "Dieses Dokument gibt es hier nicht. Alle Dokumente finden Sie auf der Startseite, für Programme "
            "unter /api/documents."
        ),
        Language.RU: (
            "Такого документа здесь нет. Список всех документов — на главной странице, для программ — по "
            "адресу /api/documents."
        ),
        Language.EN: (
            "There is no such document here. All documents are listed on the home page, for programs at "
            "/api/documents."
        ),
    },
    Phrase.METHOD_WRONG: {
        Language.DE: "Diese Adresse kann mit dieser Methode nicht aufgerufen werden. Erlaubt ist: {allowed}.",
        Language.RU: "Этот адрес не поддерживает такой метод. Допустимо: {allowed}.",
        Language.EN: "This address does not accept this method. Allowed: {allowed}.",
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
        Language.RU: (
            "Запрос не удалось получить полностью за {limit} секунд. Отправьте его, пожалуйста, ещё раз."
        ),
        Language.EN: "The request did not arrive in full within {limit} seconds. Please send it again.",
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
            "Together, the address and the headers of the request are too large. At most {limit} kilobytes "
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
            "Partnerbot."
        ),
        Language.EN: (
            "This website is not allowed to embed the chat. Please ask your question on the Partnerbot page "
            "itself."
        ),
    },
    Phrase.ASKED_TOO_OFTEN: {
        Language.DE: (
            "Über Ihren Internetanschluss kamen gerade zu viele Anfragen. Bitte versuchen Sie es in "
            "{seconds} Sek. noch einmal."
        ),
        Language.RU: (
            "С вашего подключения пришло слишком много запросов. Попробуйте, пожалуйста, ещё раз через "
            "{seconds} сек."
        ),
        Language.EN: (
            "Too many requests have come from your internet connection. Please try again in {seconds} sec."
        ),
    },
    Phrase.TYPE_WRONG: {
        Language.DE: "Bitte senden Sie JSON mit der Kopfzeile „Content-Type: application/json“.",
        Language.RU: "Отправьте, пожалуйста, JSON с заголовком «Content-Type: application/json».",
        Language.EN: "Please send JSON with the header “Content-Type: application/json”.",
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
        Language.DE: "Gerade kommen zu viele Fragen auf einmal. Bitte versuchen Sie es gleich noch einmal.",
        Language.RU: "Сейчас приходит слишком много вопросов. Попробуйте, пожалуйста, чуть позже.",
        Language.EN: "Too many questions are coming in at once. Please try again in a moment.",
    },
    Phrase.REASON_MISSING: {
        Language.DE: "fehlt",
        Language.RU: "не указано",
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
        Language.RU: "нужна дата в виде ГГГГ-ММ-ДД",
        Language.EN: "must be a date of the form YYYY-MM-DD",
    },
    Phrase.REASON_NUMBER: {
        Language.DE: "muss eine ganze Zahl sein",
        Language.RU: "нужно целое число",
        Language.EN: "must be a whole number",
    },
    Phrase.REASON_TEXT: {
        Language.DE: "muss ein Text sein",
        Language.RU: "нужен текст",
        Language.EN: "must be a text",
    },
    Phrase.REASON_LIST: {
        Language.DE: "muss eine Liste sein",
        Language.RU: "нужен список",
        Language.EN: "must be a list",
    },
    Phrase.REASON_OBJECT: {
        Language.DE: "muss ein JSON-Objekt sein",
        Language.RU: "нужен объект JSON",
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
        Language.RU: "Partnerbot Дюссельдорф–Москва",
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
            "Die Antworten sucht ein KI-System in Dokumenten. Es kann sich irren: Bitte prüfen Sie die "
            "Quellen. Geben Sie bitte keine persönlichen Daten ein. Gespeichert wird nichts."
        ),
        Language.RU: (
            "Ответы подбирает система ИИ по документам. Она может ошибаться: проверяйте, пожалуйста, "
            "источники. Не указывайте личные данные. Ничего не сохраняется."
        ),
        Language.EN: (
            "An AI system finds the answers in documents. It can be wrong: please check the sources. Please "
            "do not enter personal data. Nothing is stored."
        ),
    },
    Phrase.BACK_TO_QUESTIONS: {
        Language.DE: "Eine Frage stellen",
        Language.RU: "Задать вопрос",
        Language.EN: "Ask a question",
    },
    Phrase.TO_QUOTE: {
        Language.DE: "Zur zitierten Stelle",
        Language.RU: "Перейти к цитате",
        Language.EN: "Go to the quote",
    },
    Phrase.QUOTE_GONE: {
        Language.DE: "Die zitierte Stelle steht nicht in dieser Fassung des Dokuments.",
        Language.RU: "В этой версии документа такой цитаты нет.",
        Language.EN: "The quoted passage is not in this version of the document.",
    },
    Phrase.EXPIRED_SINCE: {
        Language.DE: "Dieses Dokument galt bis {date} und ist nicht mehr in Kraft.",
        Language.RU: "Этот документ действовал до {date} и утратил силу.",
        Language.EN: "This document was valid until {date} and is no longer in force.",
    },
    Phrase.IN_FORCE_FROM: {
        Language.DE: "Dieses Dokument gilt erst ab {date}.",
        Language.RU: "Этот документ вступает в силу {date}.",
        Language.EN: "This document comes into force on {date}.",
    },
    Phrase.REPLACED_NOTE: {
        Language.DE: "Dieses Dokument wurde ersetzt durch:",
        Language.RU: "Этот документ заменён другим:",
        Language.EN: "This document has been replaced by:",
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
        Language.DE: "Prüfsumme (SHA-256)",
        Language.RU: "Контрольная сумма (SHA-256)",
        Language.EN: "Checksum (SHA-256)",
    },
    Phrase.PAGE: {
        Language.DE: "Seite {page}",
        Language.RU: "Страница {page}",
        Language.EN: "Page {page}",
    },
    Phrase.HOME_TITLE: {
        Language.DE: "Fragen zur Städtepartnerschaft Düsseldorf–Moskau",
        Language.RU: "Вопросы о партнёрстве Дюссельдорфа и Москвы",
        Language.EN: "Questions about the Düsseldorf–Moscow city partnership",
    },
    Phrase.HOME_INTRO: {
        Language.DE: (
            "Stellen Sie Ihre Frage auf Deutsch, Russisch oder Englisch. Die Antworten stammen aus "
            "Dokumenten, die Quellen stehen dabei."
        ),
        Language.RU: (
            "Задайте вопрос по-русски, по-немецки или по-английски. Ответы взяты из документов, источники "
            "указаны."
        ),
        Language.EN: (
            "Ask your question in English, German or Russian. The answers come from documents, and the "
            "sources are given."
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
        Language.DE: "Quellen",
        Language.RU: "Источники",
        Language.EN: "Sources",
    },
    Phrase.SUGGESTIONS: {
        Language.DE: "Fragen Sie zum Beispiel",
        Language.RU: "Примеры вопросов",
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
    Phrase.MORE_DOCUMENTS: {
        Language.DE: "Weitere Dokumente",
        Language.RU: "Другие документы",
        Language.EN: "More documents",
    },
    Phrase.API: {
        Language.DE: "Schnittstelle für Programme (englisch)",
        Language.RU: "Интерфейс для программ (по-английски)",
        Language.EN: "Interface for programs",
    },
    Phrase.CONVERSATION: {
        Language.DE: "Gespräch",
        Language.RU: "Диалог",
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
        Language.RU: "Нет связи. Ваш вопрос не потерян: попробуйте, пожалуйста, ещё раз.",
        Language.EN: "No connection. Your question is still here: please try again.",
    },
    Phrase.TOO_SLOW: {
        Language.DE: "Die Antwort dauert zu lange. Bitte versuchen Sie es noch einmal.",
        Language.RU: "Ответ готовится слишком долго. Попробуйте, пожалуйста, ещё раз.",
        Language.EN: "The answer is taking too long. Please try again.",
    },
    Phrase.QUOTE_NUMBER: {
        Language.DE: "Quelle {mark}",
        Language.RU: "Источник {mark}",
        Language.EN: "Source {mark}",
    },
    Phrase.RELATED: {
        Language.DE: "Stellen, die am ehesten passen",
        Language.RU: "Самые близкие отрывки",
        Language.EN: "The closest passages",
    },
    Phrase.SUMMARY: {
        Language.DE: "Zusammenfassung der Redaktion, nicht der Wortlaut des Originals",
        Language.RU: "Изложение редакции, а не текст оригинала",
        Language.EN: "Summary by the editors, not the original text",
    },
    Phrase.VALID_UNTIL: {
        Language.DE: "gilt bis {date}",
        Language.RU: "действует до {date}",
        Language.EN: "valid until {date}",
    },
    Phrase.VALID_FROM: {
        Language.DE: "gilt ab {date}",
        Language.RU: "действует с {date}",
        Language.EN: "valid from {date}",
    },
    Phrase.EXPIRED_ON: {
        Language.DE: "abgelaufen am {date}",
        Language.RU: "срок действия истёк {date}",
        Language.EN: "expired on {date}",
    },
    Phrase.NEW_TAB: {
        Language.DE: "(neuer Tab)",
        Language.RU: "(в новой вкладке)",
        Language.EN: "(new tab)",
    },
    Phrase.COPY_CITATION: {
        Language.DE: "Zitat mit Quelle kopieren",
        Language.RU: "Скопировать цитату с источником",
        Language.EN: "Copy quote with source",
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
        Language.RU: "Ответ помог?",
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
        Language.RU: "Новый диалог",
        Language.EN: "New conversation",
    },
    Phrase.CLEARED: {
        Language.DE: "Das Gespräch wurde gelöscht.",
        Language.RU: "Диалог удалён.",
        Language.EN: "The conversation has been deleted.",
    },
    Phrase.SAVE_AS_TEXT: {
        Language.DE: "Als Text speichern",
        Language.RU: "Сохранить как текст",
        Language.EN: "Save as text",
    },
    Phrase.PRINT: {
        Language.DE: "Drucken",
        Language.RU: "Печать",
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
        Language.RU: "Как добавить чат на ваш сайт",
        Language.EN: "Add the chat to your website",
    },
    Phrase.EMBED_INTRO: {
        Language.DE: "Fügen Sie diese Zeile in den HTML-Code Ihrer Seite ein.",
        Language.RU: "Вставьте эту строку в HTML-код вашей страницы.",
        Language.EN: "Add this line to the HTML code of your page.",
    },
    Phrase.EMBED_LINE: {
        Language.DE: "Zeile zum Kopieren",
        Language.RU: "Строка для копирования",
        Language.EN: "Line to copy",
    },
    Phrase.EMBED_UNNAMED: {
        Language.DE: (
            "Bitte ersetzen Sie {example} durch die öffentliche Adresse dieses Dienstes. Wer ihn betreibt, "
            "trägt sie in PARTNERBOT_ADDRESSES ein; dann steht sie hier von selbst."
        ),
        Language.RU: (
            "Замените, пожалуйста, {example} публичным адресом этой службы. Если администратор укажет его в "
            "PARTNERBOT_ADDRESSES, он появится здесь сам."
        ),
        Language.EN: (
            "Please replace {example} by the public address of this service. Once its operator names it in "
            "PARTNERBOT_ADDRESSES, it stands here by itself."
        ),
    },
    Phrase.EMBED_CHOICES: {
        Language.DE: "Anpassen",
        Language.RU: "Настройки",
        Language.EN: "Settings",
    },
    Phrase.EMBED_LANGUAGE: {
        Language.DE: "Sprache des Chats",
        Language.RU: "Язык чата",
        Language.EN: "Language of the chat",
    },
    Phrase.EMBED_LANGUAGE_HOST: {
        Language.DE: "wie auf Ihrer Seite",
        Language.RU: "как на вашей странице",
        Language.EN: "same as your page",
    },
    Phrase.EMBED_MODE: {
        Language.DE: "Darstellung",
        Language.RU: "Вид",
        Language.EN: "Appearance",
    },
    Phrase.EMBED_DIALOG: {
        Language.DE: "Schaltfläche, die ein Fenster öffnet",
        Language.RU: "кнопка, которая открывает окно",
        Language.EN: "button that opens a window",
    },
    Phrase.EMBED_INLINE: {
        Language.DE: "direkt auf der Seite",
        Language.RU: "прямо на странице",
        Language.EN: "directly on the page",
    },
    Phrase.EMBED_POSITION: {
        Language.DE: "Platz der Schaltfläche",
        Language.RU: "Место кнопки",
        Language.EN: "Place of the button",
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
        Language.DE: "Beispielfragen, eine pro Zeile (freiwillig)",
        Language.RU: "Примеры вопросов, по одному в строке (необязательно)",
        Language.EN: "Example questions, one per line (optional)",
    },
    Phrase.EMBED_SHOW: {
        Language.DE: "Zeile und Vorschau aktualisieren",
        Language.RU: "Обновить строку и предпросмотр",
        Language.EN: "Update line and preview",
    },
    Phrase.EMBED_PREVIEW: {
        Language.DE: "Vorschau",
        Language.RU: "Предпросмотр",
        Language.EN: "Preview",
    },
    Phrase.EMBED_PREVIEW_DIALOG: {
        Language.DE: "Die Schaltfläche steht unten in der Ecke dieser Seite.",
        Language.RU: "Кнопка находится внизу, в углу этой страницы.",
        Language.EN: "The button is in the bottom corner of this page.",
    },
    Phrase.EMBED_NEEDS: {
        Language.DE: "Was Sie dafür brauchen",
        Language.RU: "Что для этого нужно",
        Language.EN: "What you need",
    },
    Phrase.EMBED_ORIGINS: {
        Language.DE: (
            "Wer diesen Dienst betreibt, muss die Adresse Ihrer Website freigeben (Einstellung "
            "PARTNERBOT_ORIGINS), zum Beispiel: {example}."
        ),
        Language.RU: (
            "Владелец этого сервиса должен разрешить адрес вашего сайта (настройка PARTNERBOT_ORIGINS), "
            "например: {example}."
        ),
        Language.EN: (
            "Whoever runs this service must allow the address of your website (setting PARTNERBOT_ORIGINS), "
            "for example: {example}."
        ),
    },
    Phrase.EMBED_POLICY: {
        Language.DE: (
            "Wenn Ihre Seite eine Content Security Policy hat, erlauben Sie darin bitte diese Adresse für "
            "Skripte, Stile und Verbindungen:"
        ),
        Language.RU: (
            "Если на вашей странице действует Content Security Policy, разрешите в ней, пожалуйста, этот "
            "адрес для скриптов, стилей и соединений:"
        ),
        Language.EN: (
            "If your page has a Content Security Policy, please allow this address in it for scripts, styles "
            "and connections:"
        ),
    },
    Phrase.EMBED_STORES: {
        Language.DE: "Der Chat setzt keine Cookies, speichert nichts und lädt nichts von Dritten.",
        Language.RU: (
            "Чат не использует файлы cookie, ничего не сохраняет и ничего не загружает с других сайтов."
        ),
        Language.EN: "The chat sets no cookies, stores nothing and loads nothing from third parties.",
    },
    Phrase.WORDING: {
        Language.DE: "Zitat zeigen",
        Language.RU: "Показать цитату",
        Language.EN: "Show quote",
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
            "Documents: {documents} · passages: {passages} · newly read texts: {embedded} · seconds: "
            "{seconds} · index: {folder}"
        ),
    },
    Phrase.EMBEDDING: {
        Language.DE: "Texte einlesen",
        Language.RU: "Чтение текстов",
        Language.EN: "Reading texts",
    },
    Phrase.EVALUATING: {
        Language.DE: "Fragen stellen",
        Language.RU: "Ответы на вопросы",
        Language.EN: "Asking the questions",
    },
    Phrase.RELEVANT_UNKNOWN: {
        Language.DE: "Die Fragendatei nennt Dokumente, die nicht im Index sind: {paths}",
        Language.RU: "В файле вопросов названы документы, которых нет в индексе: {paths}",
        Language.EN: "The file of questions names documents that are not in the index: {paths}",
    },
    Phrase.CHARACTERS: {
        Language.DE: "Zeichen {start}–{end}",
        Language.RU: "знаки {start}–{end}",
        Language.EN: "characters {start}–{end}",
    },
    Phrase.SCORE: {
        Language.DE: "Bewertung",
        Language.RU: "Оценка",
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
        Language.EN: "matches the document",
    },
    Phrase.FILE_MISSING: {
        Language.DE: "Die Datei fehlt oder lässt sich nicht lesen.",
        Language.RU: "Файла нет, или его не удаётся прочитать.",
        Language.EN: "The file is missing or cannot be read.",
    },
    Phrase.FILE_CHANGED: {
        Language.DE: "Die Datei wurde seit der Antwort geändert.",
        Language.RU: "После ответа файл изменился.",
        Language.EN: "The file has changed since the answer.",
    },
    Phrase.QUOTE_DIFFERS: {
        Language.DE: "Das Zitat steht so nicht an dieser Stelle.",
        Language.RU: "В этом месте документа другой текст.",
        Language.EN: "The document has a different text at this place.",
    },
    Phrase.QUOTE_CUT: {
        Language.DE: "Das Zitat besteht nicht aus ganzen Sätzen.",
        Language.RU: "Цитата состоит не из целых предложений.",
        Language.EN: "The quote does not consist of whole sentences.",
    },
    Phrase.QUOTES_VERIFIED: {
        Language.DE: "Geprüfte Zitate: {quotes}, davon stimmen überein: {verified}",
        Language.RU: "Проверено цитат: {quotes}, из них совпадают: {verified}",
        Language.EN: "Quotes checked: {quotes}, of which match: {verified}",
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
            "Guten Tag! Ich bin Partnerbot, ein KI-System, und beantworte Fragen zur Städtepartnerschaft "
            "Düsseldorf–Moskau. Zu jeder Antwort zeige ich Ihnen die Quellen."
        ),
        Language.RU: (
            "Здравствуйте! Я — Partnerbot, система ИИ. Я отвечаю на вопросы о партнёрстве Дюссельдорфа и "
            "Москвы и к каждому ответу показываю источники."
        ),
        Language.EN: (
            "Hello! I am Partnerbot, an AI system. I answer questions about the Düsseldorf–Moscow city "
            "partnership and show you the sources of every answer."
        ),
    },
    Phrase.THANKS: {
        Language.DE: "Gern geschehen! Wenn Sie noch etwas wissen möchten, fragen Sie einfach weiter.",
        Language.RU: "Пожалуйста! Если хотите узнать что-то ещё, спрашивайте.",
        Language.EN: "You are welcome! If you would like to know more, just ask.",
    },
    Phrase.FAREWELL: {
        Language.DE: "Auf Wiedersehen! Wenn Sie wieder eine Frage haben, bin ich gern für Sie da.",
        Language.RU: "До свидания! Если появятся вопросы, обращайтесь.",
        Language.EN: "Goodbye! I am here whenever you have another question.",
    },
    Phrase.SELF: {
        Language.DE: (
            "Ich bin Partnerbot, ein KI-System und kein Mensch. Ich suche in Dokumenten zur "
            "Städtepartnerschaft Düsseldorf–Moskau die Sätze, die Ihre Frage beantworten, und zeige Ihnen "
            "die Quellen. Ich kann mich irren."
        ),
        Language.RU: (
            "Я — Partnerbot, система ИИ, а не человек. Я ищу в документах о партнёрстве Дюссельдорфа и "
            "Москвы предложения, которые отвечают на ваш вопрос, и показываю источники. Я могу ошибаться."
        ),
        Language.EN: (
            "I am Partnerbot, an AI system and not a human. I look in documents about the Düsseldorf–Moscow "
            "city partnership for the sentences that answer your question, and show you the sources. I can "
            "be wrong."
        ),
    },
    Phrase.SUGGESTION_SINCE: {
        Language.DE: "Wann begann die Städtepartnerschaft?",
        Language.RU: "Когда началось партнёрство Дюссельдорфа и Москвы?",
        Language.EN: "When did the partnership begin?",
    },
    Phrase.SUGGESTION_PAUSE: {
        Language.DE: "Seit wann ruht die Städtepartnerschaft?",
        Language.RU: "Когда партнёрство приостановили?",
        Language.EN: "When was the partnership paused?",
    },
    Phrase.SUGGESTION_CULTURE: {
        Language.DE: "Wer hat das Kulturkommuniqué unterschrieben?",
        Language.RU: "Кто подписал культурное коммюнике?",
        Language.EN: "Who signed the culture communiqué?",
    },
    Phrase.NO_ANSWER: {
        Language.DE: "Dazu habe ich in den Dokumenten keine Antwort gefunden.",
        Language.RU: "Ответа на этот вопрос в документах я не нашёл.",
        Language.EN: "I found no answer to this in the documents.",
    },
    Phrase.NO_ANSWER_RELATED: {
        Language.DE: (
            "Ich bin nicht sicher, ob die Dokumente Ihre Frage beantworten. Diese Stellen passen am ehesten. "
            "Bitte prüfen Sie, ob sie Ihnen weiterhelfen."
        ),
        Language.RU: (
            "Я не уверен, есть ли в документах ответ на ваш вопрос. Ближе всего к нему эти отрывки. "
            "Посмотрите, пожалуйста, помогут ли они вам."
        ),
        Language.EN: (
            "I am not sure whether the documents answer your question. These passages come closest. Please "
            "check whether they help you."
        ),
    },
    Phrase.UNCLEAR: {
        Language.DE: (
            "Ich habe Ihre Frage leider nicht verstanden. Bitte schreiben Sie in einem ganzen Satz, was Sie "
            "über die Städtepartnerschaft Düsseldorf–Moskau wissen möchten."
        ),
        Language.RU: (
            "К сожалению, я не понял ваш вопрос. Напишите, пожалуйста, полным предложением, что вы хотите "
            "узнать о партнёрстве Дюссельдорфа и Москвы."
        ),
        Language.EN: (
            "I am sorry, I did not understand your question. Please write in a full sentence what you would "
            "like to know about the Düsseldorf–Moscow city partnership."
        ),
    },
    Phrase.UNSUPPORTED_LANGUAGE: {
        Language.DE: (
            "Ich verstehe nur Deutsch, Russisch und Englisch. Bitte stellen Sie Ihre Frage in einer "
            "dieser Sprachen."
        ),
        Language.RU: (
            "Я понимаю только русский, немецкий и английский языки. Задайте, пожалуйста, вопрос на одном из "
            "них."
        ),
        Language.EN: (
            "I only understand English, German and Russian. Please ask your question in one of these "
            "languages."
        ),
    },
    Phrase.PERSONAL_MAIL: {
        Language.DE: (
            "In Ihrer Frage steht offenbar eine E-Mail-Adresse. Bitte löschen Sie sie und fragen Sie noch "
            "einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть адрес электронной почты. Удалите его, пожалуйста, и задайте вопрос "
            "ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain an email address. Please remove it and ask again. No personal "
            "data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_PHONE: {
        Language.DE: (
            "In Ihrer Frage steht offenbar eine Telefonnummer. Bitte löschen Sie sie und fragen Sie noch "
            "einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть номер телефона. Удалите его, пожалуйста, и задайте вопрос ещё раз. "
            "Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain a telephone number. Please remove it and ask again. No personal "
            "data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_CARD: {
        Language.DE: (
            "In Ihrer Frage steht offenbar die Nummer einer Bank- oder Kreditkarte. Bitte löschen Sie sie "
            "und fragen Sie noch einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть номер банковской карты. Удалите его, пожалуйста, и задайте вопрос "
            "ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain the number of a bank card or credit card. Please remove it and "
            "ask again. No personal data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_IBAN: {
        Language.DE: (
            "In Ihrer Frage steht offenbar eine Kontonummer (IBAN). Bitte löschen Sie sie und fragen Sie "
            "noch einmal. Persönliche Daten sind für die Antwort nicht nötig."
        ),
        Language.RU: (
            "Похоже, в вашем вопросе есть номер банковского счёта (IBAN). Удалите его, пожалуйста, и задайте "
            "вопрос ещё раз. Личные данные для ответа не нужны."
        ),
        Language.EN: (
            "Your question seems to contain a bank account number (IBAN). Please remove it and ask again. No "
            "personal data is needed for an answer."
        ),
    },
    Phrase.PERSONAL_EARLIER: {
        Language.DE: (
            "In einer früheren Frage dieses Gesprächs stehen offenbar persönliche Daten. Bitte beginnen Sie "
            "ein neues Gespräch und fragen Sie noch einmal."
        ),
        Language.RU: (
            "Похоже, в одном из предыдущих вопросов этого диалога есть личные данные. Начните, пожалуйста, "
            "новый диалог и задайте вопрос ещё раз."
        ),
        Language.EN: (
            "An earlier question in this conversation seems to contain personal data. Please start a new "
            "conversation and ask again."
        ),
    },
    Phrase.QUOTE_DE: {
        Language.DE: "In einem Dokument auf Deutsch steht:",
        Language.RU: "В документе на немецком языке сказано:",
        Language.EN: "A document in German says:",
    },
    Phrase.QUOTE_RU: {
        Language.DE: "In einem Dokument auf Russisch steht:",
        Language.RU: "В документе на русском языке сказано:",
        Language.EN: "A document in Russian says:",
    },
    Phrase.QUOTE_EN: {
        Language.DE: "In einem Dokument auf Englisch steht:",
        Language.RU: "В документе на английском языке сказано:",
        Language.EN: "A document in English says:",
    },
    Phrase.NOTICE_EXPIRED: {
        Language.DE: "Nicht mehr in Kraft: „{title}“ galt bis {day}.",
        Language.RU: "Больше не действует: срок действия документа «{title}» истёк {day}.",
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
        Language.DE: "Zitat [{number}] ist auf {name} und nicht übersetzt.",
        Language.RU: "Цитата [{number}] не переведена. Её язык — {name}.",
        Language.EN: "Quote [{number}] is in {name} and has not been translated.",
    },
}


def say(phrase: Phrase, language: Language, **values: object) -> str:
    """Return `phrase` in `language`, with its `{placeholders}` filled from `values`."""
    return PHRASES[phrase][language].format_map(values)
