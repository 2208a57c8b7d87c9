import { commandsEvents, downloadProgress, events } from "./client/index.js";
import type { DownloadProgress, Emittable, FileInput, Listenable } from "./client/index.js";

const progress: Listenable<DownloadProgress> = events.downloadProgress;
const unlisten: () => void = await progress.listen(({ percent, file }) => {
  console.log(percent.toFixed(), file.size.toFixed());
});
unlisten();
await events.downloadProgress.once((progress: DownloadProgress) => void progress.at);
// @ts-expect-error  Python does not listen to it
await events.downloadProgress.emit({ percent: 0, file: { path: "a", size: 1 }, at: null });
// @ts-expect-error  no such field
await events.downloadProgress.listen(({ speed }) => void speed);

const files: FileInput[] = [{ path: "a" }];
await events.filesSelected.emit({ files });
await events.filesSelected.listen(({ files }) => void files[0]?.size.toFixed());
// @ts-expect-error  the field is required
await events.filesSelected.emit({});

await events._2ndStop.emit({});
await events._2ndStop.emit({ reason: "late" });
// @ts-expect-error  Python does not send it
await events._2ndStop.listen(() => {});

await events.delete_.listen(() => {});
// @ts-expect-error  it is neither sent nor listened to
void events.unused;

export const emittable: Emittable<{ reason?: string }> = events._2ndStop;
export const name: string = events.filesSelected.name;
await downloadProgress();
export const one: number = await commandsEvents(1);
