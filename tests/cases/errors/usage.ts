import { CommandError, InvokeError, Missing, QuotaExceeded, load, save } from "./client/index.js";

try {
  await save("text");
} catch (error) {
  if (error instanceof QuotaExceeded) {
    const code: "QuotaExceeded" = error.code;
    const { limit, usedBytes, holders, path } = error.data;
    console.log(code, limit + usedBytes, holders[0]?.name, path, error.message, error.command);
    // @ts-expect-error  not sent
    void error.data.internal;
  }
  if (error instanceof CommandError) void (error.data satisfies unknown);
}

export function explain(error: save.Error): string {
  switch (error.code) {
    case "QuotaExceeded":
      return `${error.data.usedBytes} of ${error.data.limit}`;
    case 'storage/"missing"':
      return error.data.path;
    case "Locked":
      return error.data.by?.name ?? "somebody";
  }
}

const error: save.Error = new QuotaExceeded("save", "Full.", {
  code: "QuotaExceeded",
  data: { path: "/", limit: 1, usedBytes: 2, holders: [] },
});
export const asBase: InvokeError = error;
export const missing: load.Error | undefined = undefined as Missing | undefined;
// @ts-expect-error  another class, with another code
export const other: Missing = error;
