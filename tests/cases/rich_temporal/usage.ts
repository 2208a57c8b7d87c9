import { maps, moments } from "./client/index.js";

const at: Temporal.Instant = Temporal.Now.instant();
const found = await moments({
  aware: at,
  naive: Temporal.Now.plainDateTimeISO(),
  either: at,
  day: Temporal.PlainDate.from("2024-02-29"),
  clock: "10:00:00Z",
  span: Temporal.Duration.from({ hours: 1 }),
  until: "never",
});
found.aware.toZonedDateTimeISO("UTC");
found.span.total("hours");
if (found.until instanceof Temporal.PlainDateTime) found.until.toPlainDate();
const day: Temporal.PlainDate | undefined = (await maps())[0]?.by_id.get(1);
void day;
