import { Channel, InvokeError, Phase, download, head, listDownloads } from "./client/index.js";
import { formatBytes, formatSize } from "./format.js";

const [form, url, start, progress, status, downloads] = [
  "form",
  "url",
  "start",
  "progress",
  "status",
  "downloads",
].map((id) => document.getElementById(id));

function say(text, refused = false) {
  status.textContent = text;
  status.classList.toggle("refused", refused);
}

function showProgress({ phase, received, total }) {
  if (phase === Phase.DONE) progress.value = 1;
  else if (total === null) progress.removeAttribute("value");
  else progress.value = received / total;
  say(`${formatSize(received)} of ${total === null ? "an unknown size" : formatSize(total)}`);
}

async function showDownloads() {
  const rows = (await listDownloads()).map(async ({ name, size, sha256 }) => {
    const bytes = await head({ name, length: 8 });
    const row = document.createElement("tr");
    for (const text of [name, formatSize(size), `${sha256.slice(0, 12)}…`, formatBytes(bytes)]) {
      row.insertCell().textContent = text;
    }
    return row;
  });
  downloads.replaceChildren(...(await Promise.all(rows)));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  start.disabled = true;
  progress.value = 0;
  try {
    const file = await download({ url: url.value, on_progress: new Channel(showProgress) });
    await showDownloads();
    say(`${file.name} is complete: ${formatSize(file.size)}.`);
  } catch (error) {
    say(error instanceof InvokeError ? error.value : String(error), true);
  } finally {
    start.disabled = false;
  }
});

url.value = new URLSearchParams(location.search).get("url") ?? "";
showDownloads().catch((error) => say(String(error), true));
