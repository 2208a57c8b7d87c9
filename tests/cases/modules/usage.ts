import { type AppModelsUser, type AppUsersUser, getUser, rename, total } from "./client/index.js";
import type { User } from "./client/app.models.js";

const user: AppUsersUser = await getUser(1);
export const stored: AppModelsUser = user.stored;
export const same: User = stored;
export const cents: number = (await total(stored)).cents;
void rename(stored);
