// What the chat asks the server, and what it makes of the answers.

const PATIENCE = 30_000; // milliseconds
const MOST_RETRIES = 2; // of a question that found the server busy
const PRIVATE = { credentials: "omit", referrerPolicy: "no-referrer" };
const fetched = new Map();

/** Return what the chat says in `language`, and knows of it and of others; each is fetched once a page. */
export async function fetchTexts(base, language) {
  const address = new URL(`api/texts?language=${language}`, base).href;
  if (!fetched.has(address)) {
    const response = await fetch(address, PRIVATE);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    fetched.set(address, await response.json());
  }
  return fetched.get(address);
}

/** Return the answer to `question`; throw an Error whose message the reader can be shown. */
export async function askServer(base, language, question, history, texts) {
  for (let retries = 0; ; retries += 1) {
    const response = await post(base, "api/ask", language, { question, history }).catch((error) => {
      throw new Error(error.name === "TimeoutError" ? texts.too_slow : texts.offline);
    });
    const seconds = Number(response.headers.get("Retry-After"));
    if (response.status === 503 && seconds > 0 && seconds <= 5 && retries < MOST_RETRIES) {
      // At different times, or all would come back at once.
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (0.5 + Math.random())));
      continue;
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body?.citations) return body;
    throw new Error(typeof body?.detail === "string" ? body.detail : texts.server_failed);
  }
}

/** Send whether an answer helped: its status, its language and the verdict, nothing else. */
export function sendVerdict(base, { status, language }, verdict) {
  post(base, "api/feedback", language, { status, language, verdict }).catch(() => {}); // the reader need not care
}

function post(base, path, language, body) {
  return fetch(new URL(path, base), {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(body),
    ...PRIVATE,
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
}
