/** Limits of libvirt's protocol that hold whatever the structure; per-field ones are generated. */

/** Largest frame, length word included (VIR_NET_MESSAGE_MAX + VIR_NET_MESSAGE_LEN_MAX). */
export const MAX_FRAME_BYTES = 33_554_432 + 4;

/** Largest packet of stream data every daemon accepts (VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX). */
export const STREAM_CHUNK_BYTES = 262_120;
