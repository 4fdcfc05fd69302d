/** Far above what libvirt writes, far below what hurts. */
export const MAX_XML_LENGTH = 4 * 1024 * 1024;
/** libxml2's own limit: a backing chain nests one element a layer. */
export const MAX_XML_DEPTH = 256;
/** A machine with 500 disks and as many controllers has some 9,000. */
export const MAX_XML_ELEMENTS = 20_000;
export const MAX_XML_REFERENCES = 50_000;
