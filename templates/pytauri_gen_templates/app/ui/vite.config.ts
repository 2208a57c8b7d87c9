import { defineConfig } from "vite";

export default defineConfig({
  clearScreen: false,
  // The same as `devUrl` in src-tauri/tauri.conf.json; no other one will do.
  server: { port: 1420, strictPort: true },
});
