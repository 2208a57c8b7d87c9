/** `1234567` bytes as `1.2 MB`. */
export function formatSize(bytes) {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The bytes of an `ArrayBuffer` as `50 4b 03 04`. */
export function formatBytes(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
