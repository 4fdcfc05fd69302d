/**
 * The smallest guest: 512 bytes that a BIOS loads to 0x7c00 and starts, running one second after
 * its QEMU. In 16-bit real mode, with the BIOS's own interrupt services, a hundred times a second:
 *
 *  - it adds one to the 32-bit counter at physical 0x600. Read over QEMU's monitor, the counter tells
 *    who is really running, and its gaps tell for how long nobody was;
 *  - it writes the counter into `pagesPerTick` 4 KiB pages between 1 MiB and `limitBytes`, so that
 *    a migration lasts as long as a test wants (a short trip through protected mode gives %fs a
 *    4 GiB limit, because real mode reaches 1 MiB only; the BIOS may reset it, hence every tick);
 *  - it looks at the ACPI power button (PIIX4's status port 0x600) and powers off (control port
 *    0x604, sleep type 0 = S5), unless it is `deaf`: then it only acknowledges the press;
 *  - it echoes what arrives on the first serial port and on the keyboard to the screen and the serial
 *    port, a key without a character as "*". The cursor is hidden: pixels change by keys alone.
 *
 * Between ticks it halts, so an idle guest costs almost no CPU. The ports are those of the "pc"
 * machine type under SeaBIOS.
 */
export interface BootSectorOptions {
  readonly pagesPerTick?: number;
  readonly limitBytes?: number;
  readonly deaf?: boolean;
  readonly banner?: string;
}

export const ticksPerSecond = 100;
export const counterAddress = 0x600;

// One instruction a line; the comments are the offset and the instruction (AT&T syntax).
const code = [
  // start:
  "fa", // 000  cli
  "31c0", // 001  xor %ax,%ax
  "8ed8", // 003  mov %ax,%ds
  "8ec0", // 005  mov %ax,%es
  "8ed0", // 007  mov %ax,%ss
  "bc007c", // 009  mov $0x7c00,%sp
  "fc", // 00c  cld
  "66a30006", // 00d  mov %eax,0x600
  "b034", // 011  mov $0x34,%al
  "e643", // 013  out %al,$0x43
  "b89c2e", // 015  mov $0x2e9c,%ax
  "e640", // 018  out %al,$0x40
  "88e0", // 01a  mov %ah,%al
  "e640", // 01c  out %al,$0x40
  "ba0206", // 01e  mov $0x602,%dx
  "b80001", // 021  mov $0x100,%ax
  "ef", // 024  out %ax,(%dx)
  "b80300", // 025  mov $0x3,%ax
  "cd10", // 028  int $0x10
  "b401", // 02a  mov $0x1,%ah
  "b90020", // 02c  mov $0x2000,%cx
  "cd10", // 02f  int $0x10
  "66bf00001000", // 031  mov $0x100000,%edi
  "befd7c", // 037  mov $0x7cfd,%si
  // say:
  "ac", // 03a  lods %ds:(%si),%al
  "84c0", // 03b  test %al,%al
  "7405", // 03d  je 0x44
  "e88700", // 03f  call 0xc9
  "ebf6", // 042  jmp 0x3a
  // tick:
  "fb", // 044  sti
  "f4", // 045  hlt
  "66ff060006", // 046  incl 0x600
  "8b0efa7c", // 04b  mov 0x7cfa,%cx
  "e33c", // 04f  jcxz 0x8d
  "fa", // 051  cli
  "0f0116f07c", // 052  lgdtw 0x7cf0
  "0f20c0", // 057  mov %cr0,%eax
  "0c01", // 05a  or $0x1,%al
  "0f22c0", // 05c  mov %eax,%cr0
  "bb0800", // 05f  mov $0x8,%bx
  "8ee3", // 062  mov %bx,%fs
  "24fe", // 064  and $0xfe,%al
  "0f22c0", // 066  mov %eax,%cr0
  "31db", // 069  xor %bx,%bx
  "8ee3", // 06b  mov %bx,%fs
  "66a10006", // 06d  mov 0x600,%eax
  // dirty:
  "6467668907", // 071  mov %eax,%fs:(%edi)
  "6681c700100000", // 076  add $0x1000,%edi
  "663b3ef67c", // 07d  cmp 0x7cf6,%edi
  "7206", // 082  jb 0x8a
  "66bf00001000", // 084  mov $0x100000,%edi
  // next:
  "e2e5", // 08a  loop 0x71
  "fb", // 08c  sti
  // button:
  "ba0006", // 08d  mov $0x600,%dx
  "ed", // 090  in (%dx),%ax
  "f6c401", // 091  test $0x1,%ah
  "740f", // 094  je 0xa5
  "ef", // 096  out %ax,(%dx)
  "803efc7c00", // 097  cmpb $0x0,0x7cfc
  "7507", // 09c  jne 0xa5
  "ba0406", // 09e  mov $0x604,%dx
  "b80020", // 0a1  mov $0x2000,%ax
  "ef", // 0a4  out %ax,(%dx)
  // serial:
  "bafd03", // 0a5  mov $0x3fd,%dx
  "ec", // 0a8  in (%dx),%al
  "a801", // 0a9  test $0x1,%al
  "7406", // 0ab  je 0xb3
  "b2f8", // 0ad  mov $0xf8,%dl
  "ec", // 0af  in (%dx),%al
  "e81600", // 0b0  call 0xc9
  // keys:
  "b401", // 0b3  mov $0x1,%ah
  "cd16", // 0b5  int $0x16
  "748b", // 0b7  je 0x44
  "30e4", // 0b9  xor %ah,%ah
  "cd16", // 0bb  int $0x16
  "84c0", // 0bd  test %al,%al
  "7502", // 0bf  jne 0xc3
  "b02a", // 0c1  mov $0x2a,%al
  // printable:
  "e80300", // 0c3  call 0xc9
  "e97bff", // 0c6  jmp 0x44
  // show:
  "e80600", // 0c9  call 0xd2
  "3c0d", // 0cc  cmp $0xd,%al
  "750d", // 0ce  jne 0xdd
  "b00a", // 0d0  mov $0xa,%al
  // emit:
  "b40e", // 0d2  mov $0xe,%ah
  "bb0700", // 0d4  mov $0x7,%bx
  "cd10", // 0d7  int $0x10
  "baf803", // 0d9  mov $0x3f8,%dx
  "ee", // 0dc  out %al,(%dx)
  // done:
  "c3", // 0dd  ret
].join("");

/** Where the data after the code lies. */
const gdtOffset = 0xe0;
const gdtPointerOffset = 0xf0;
const limitOffset = 0xf6;
const pagesOffset = 0xfa;
const deafOffset = 0xfc;
const bannerOffset = 0xfd;
const signatureOffset = 510;
const loadAddress = 0x7c00;

const bannerLimit = signatureOffset - bannerOffset - 1;
const firstDirtyByte = 0x10_0000;

export function bootSector(options: BootSectorOptions = {}): Buffer {
  const { pagesPerTick = 0, limitBytes = 0x50_0000, deaf = false } = options;
  const banner = Buffer.from(options.banner ?? "lab machine\r> ", "latin1");
  if (banner.length > bannerLimit) throw new RangeError(`banner over ${bannerLimit} bytes`);
  if (pagesPerTick < 0 || pagesPerTick > 0xffff) throw new RangeError("0 to 65535 pages per tick");
  if (limitBytes <= firstDirtyByte) throw new RangeError("the limit must be above 1 MiB");
  const sector = Buffer.alloc(512);
  sector.write(code, "hex");
  // Descriptor 1 of 2: a data segment of 4 GiB from address 0.
  sector.write("ffff00000092cf00", gdtOffset + 8, "hex");
  sector.writeUInt16LE(15, gdtPointerOffset);
  sector.writeUInt32LE(loadAddress + gdtOffset, gdtPointerOffset + 2);
  sector.writeUInt32LE(limitBytes, limitOffset);
  sector.writeUInt16LE(pagesPerTick, pagesOffset);
  sector.writeUInt8(deaf ? 1 : 0, deafOffset);
  banner.copy(sector, bannerOffset);
  sector.writeUInt16LE(0xaa55, signatureOffset);
  return sector;
}
