// The wire: Jupyter's kernel messages over a WebSocket, protocol v1.kernel.websocket.jupyter.org.
// A frame is: number of offsets, the offsets (64 bits, little-endian), then channel, header, parent header,
// metadata, content, and any buffers.

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const WORD = 8;

/**
 * @param {string} channel
 * @param {{header: object, parent_header?: object, metadata?: object, content: object}} message
 * @param {ArrayBuffer[]} [buffers]
 * @returns {ArrayBuffer}
 */
export function pack(channel, message, buffers = []) {
  const texts = [message.header, message.parent_header ?? {}, message.metadata ?? {}, message.content];
  const parts = [encoder.encode(channel), ...texts.map((part) => encoder.encode(JSON.stringify(part)))];
  parts.push(...buffers.map((buffer) => new Uint8Array(buffer)));
  const start = WORD * (parts.length + 2);
  const size = parts.reduce((sum, part) => sum + part.byteLength, start);
  const frame = new Uint8Array(size);
  const view = new DataView(frame.buffer);
  view.setBigUint64(0, BigInt(parts.length + 1), true);
  let at = start;
  parts.forEach((part, index) => {
    view.setBigUint64(WORD * (index + 1), BigInt(at), true);
    frame.set(part, at);
    at += part.byteLength;
  });
  view.setBigUint64(WORD * (parts.length + 1), BigInt(at), true);
  return frame.buffer;
}

/**
 * @param {ArrayBuffer} frame
 * @returns {{channel: string, header: any, parent_header: any, metadata: any, content: any, buffers: DataView[]}}
 */
export function unpack(frame) {
  const view = new DataView(frame);
  const count = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, index) => Number(view.getBigUint64(WORD * (index + 1), true)));
  const bytes = (index) => new Uint8Array(frame, offsets[index], offsets[index + 1] - offsets[index]);
  const json = (index) => JSON.parse(decoder.decode(bytes(index)));
  const buffers = [];
  for (let index = 5; index < count - 1; index += 1) {
    buffers.push(new DataView(frame, offsets[index], offsets[index + 1] - offsets[index]));
  }
  return {
    channel: decoder.decode(bytes(0)),
    header: json(1),
    parent_header: json(2),
    metadata: json(3),
    content: json(4),
    buffers,
  };
}

/**
 * Put buffers back where they were taken from.
 * @param {any} state
 * @param {(string|number)[][]} paths
 * @param {DataView[]} buffers
 */
export function join(state, paths = [], buffers = []) {
  paths.forEach((path, index) => {
    const last = path[path.length - 1];
    const place = path.slice(0, -1).reduce((inside, key) => inside[key], state);
    place[last] = buffers[index];
  });
  return state;
}

/**
 * Take buffers out of a state, as JSON cannot hold them.
 * @param {any} state
 * @returns {{state: any, buffer_paths: (string|number)[][], buffers: ArrayBuffer[]}}
 */
export function split(state) {
  const buffer_paths = [];
  const buffers = [];
  const walk = (value, path) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      buffer_paths.push(path);
      buffers.push(value instanceof ArrayBuffer ? value : copied(value));
      return null;
    }
    if (Array.isArray(value)) return value.map((one, index) => walk(one, [...path, index]));
    if (value && typeof value === "object") {
      const kept = Object.entries(value).map(([key, one]) => [key, walk(one, [...path, key])]);
      return Object.fromEntries(kept.filter(([key]) => !isBuffer(value[key])));
    }
    return value;
  };
  return { state: walk(state, []), buffer_paths, buffers };
}

const isBuffer = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
const copied = (view) => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
