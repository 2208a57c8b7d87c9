/** One server-sent event: `<kind> <id>` with its data. */
export interface ServerEvent {
  readonly kind: string;
  /** The channel or the call that the event is about. */
  readonly id: number;
  readonly data: string;
}

/**
 * Returns a function that takes the text of a stream, cut anywhere, and emits its events.
 *
 * It reads the fields `event` and `data` of https://html.spec.whatwg.org/multipage/server-sent-events.html
 * with lines that end in LF, which is all that the serve host writes.
 */
export function eventParser(emit: (event: ServerEvent) => void): (text: string) => void {
  let line = "";
  let name = "";
  let data: string[] = [];

  function endEvent(): void {
    const [kind, id] = name.split(" ");
    if (kind) emit({ kind, id: Number(id), data: data.join("\n") });
    name = "";
    data = [];
  }

  function endLine(): void {
    if (line === "") endEvent();
    else if (line.startsWith("event: ")) name = line.slice(7);
    else if (line.startsWith("data: ")) data.push(line.slice(6));
    line = "";
  }

  return (text) => {
    text.split("\n").forEach((piece, index) => {
      if (index > 0) endLine();
      line += piece;
    });
  };
}
