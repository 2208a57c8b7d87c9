// The generated client in Node: a download with a progress bar, and a call that is refused.
// demo.py starts it and sets the three variables.
import {
  Channel,
  InvokeError,
  Phase,
  download,
  head,
  listDownloads,
  serveTransport,
  setTransport,
} from "./client/index.js";
import { formatBytes, formatSize } from "./format.js";

const { PYTAURI_URL, PYTAURI_TOKEN, DEMO_FILES } = process.env;
setTransport(serveTransport({ url: PYTAURI_URL, token: PYTAURI_TOKEN }));

const WIDTH = 32;
let lastTenth = -1;

// A terminal shows one bar that grows, a log one line for every tenth.
function drawProgress({ phase, received, total }) {
  const share = phase === Phase.DONE ? 1 : received / total;
  const bar = "#".repeat(Math.round(share * WIDTH)).padEnd(WIDTH, ".");
  const line = `  [${bar}] ${String(Math.round(share * 100)).padStart(3)} %  ${formatSize(received)}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
  else if (Math.floor(share * 10) > lastTenth) console.log(line);
  lastTenth = Math.floor(share * 10);
}

async function showDownload() {
  console.log(`download({ url: "${DEMO_FILES}/numbers.bin", on_progress })`);
  const file = await download({
    url: `${DEMO_FILES}/numbers.bin`,
    on_progress: new Channel(drawProgress),
  });
  if (process.stdout.isTTY) console.log();
  console.log(`  ${file.name}: ${formatSize(file.size)}, ${file.source.media_type}`);
  console.log(`  sha256 ${file.sha256}`);
  return file;
}

async function showHead(file) {
  console.log(`head({ name: "${file.name}", length: 16 })`);
  console.log(`  ${formatBytes(await head({ name: file.name, length: 16 }))}`);
  console.log("listDownloads()");
  console.log(`  ${(await listDownloads()).map(({ name }) => name).join(", ")}`);
}

async function showRefusal() {
  console.log(`download({ url: "${DEMO_FILES}/missing.bin" })`);
  try {
    await download({ url: `${DEMO_FILES}/missing.bin` });
  } catch (error) {
    if (!(error instanceof InvokeError)) throw error;
    console.log(`  refused: ${error.value}`);
    return;
  }
  throw new Error("a file that is not there was downloaded");
}

await showHead(await showDownload());
await showRefusal();
