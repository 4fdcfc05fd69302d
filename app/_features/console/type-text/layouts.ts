/*
 * Keyboard layouts as Linux has them (xkb): what each key of a row makes alone, with Shift, with AltGr
 * and with both. A space is a key that makes nothing of use; a combining mark is a dead key.
 */
export const layoutIds = ["us", "gb", "de", "fr", "es", "it", "se", "jp"] as const;
export type LayoutId = (typeof layoutIds)[number];

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((n) => `Digit${n}`);
const letters = (text: string) => [...text].map((letter) => `Key${letter}`);

/** The physical keys by row, named as `KeyboardEvent.code` names them, where a US keyboard has them. */
export const keyRows: readonly (readonly string[])[] = [
  ["Backquote", ...digits, "Minus", "Equal", "IntlYen"],
  [...letters("QWERTYUIOP"), "BracketLeft", "BracketRight"],
  [...letters("ASDFGHJKL"), "Semicolon", "Quote", "Backslash"],
  ["IntlBackslash", ...letters("ZXCVBNM"), "Comma", "Period", "Slash", "IntlRo"],
];

/** Four rows for each level: alone, Shift, AltGr, Shift and AltGr. */
export type Layout = readonly (readonly string[])[];

export const layouts: Record<LayoutId, Layout> = {
  us: [
    ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'\\", " zxcvbnm,./"],
    ["~!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"|', " ZXCVBNM<>?"],
  ],
  gb: [
    ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'#", "\\zxcvbnm,./"],
    ['¬!"£$%^&*()_+', "QWERTYUIOP{}", "ASDFGHJKL:@~", "|ZXCVBNM<>?"],
    ["    €"],
  ],
  de: [
    ["\u03021234567890ß\u0301", "qwertzuiopü+", "asdfghjklöä#", "<yxcvbnm,.-"],
    ['°!"§$%&/()=?\u0300', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", ">YXCVBNM;:_"],
    ["  ²³   {[]}\\", "@ €        ~", "", "|      µ"],
  ],
  fr: [
    ["²&é\"'(-è_çà)=", "azertyuiop\u0302$", "qsdfghjklmù*", "<wxcvbn,;:!"],
    [" 1234567890°+", "AZERTYUIOP\u0308£", "QSDFGHJKLM%µ", ">WXCVBN?./§"],
    ["  ~#{[|`\\^@]}", "  €"],
  ],
  es: [
    ["º1234567890'¡", "qwertyuiop\u0300+", "asdfghjklñ\u0301ç", "<zxcvbnm,.-"],
    ['ª!"·$%&/()=?¿', "QWERTYUIOP\u0302*", "ASDFGHJKLÑ\u0308Ç", ">ZXCVBNM;:_"],
    ["\\|@#~ ¬", "  €       []", "          {}"],
  ],
  it: [
    ["\\1234567890'ì", "qwertyuiopè+", "asdfghjklòàù", "<zxcvbnm,.-"],
    ['|!"£$%&/()=?^', "QWERTYUIOPé*", "ASDFGHJKLç°§", ">ZXCVBNM;:_"],
    ["           `~", "  €       []", "         @#"],
    ["", "          {}"],
  ],
  se: [
    ["§1234567890+\u0301", "qwertyuiopå\u0308", "asdfghjklöä'", "<zxcvbnm,.-"],
    ['½!"#¤%&/()=?\u0300', "QWERTYUIOPÅ\u0302", "ASDFGHJKLÖÄ*", ">ZXCVBNM;:_"],
    ["  @£$  {[]}\\", "  €        \u0303", "", "|      µ"],
  ],
  jp: [
    [" 1234567890-^\\", "qwertyuiop@[", "asdfghjkl;:]", " zxcvbnm,./\\"],
    [" !\"#$%&'() =~|", "QWERTYUIOP`{", "ASDFGHJKL+*}", " ZXCVBNM<>?_"],
  ],
};
