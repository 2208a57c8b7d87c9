/** Decodes base64, in the usual alphabet or in that of URLs. */
export function base64ToBytes(text: string): Uint8Array {
  const usual = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(usual), (character) => character.charCodeAt(0));
}

/** Encodes bytes as base64, in the alphabet of URLs, which is pydantic's. */
export function bytesToBase64(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  return btoa(characters.join("")).replace(/\+/g, "-").replace(/\//g, "_");
}

/** Decodes two hexadecimal digits for each byte. */
export function hexToBytes(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16));
}

/** Encodes bytes as hexadecimal digits. */
export function bytesToHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
