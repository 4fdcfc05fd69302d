/* enum { VIR_IN_A_COMMENT = 1 } no; */
# define VIR_TINY_FIELD "tiny.field"
# define VIR_TINY_SUM (4096 + 1)
# define VIR_TINY_CALL(x) ((x) + 1)
typedef enum {
    VIR_TINY_A = 0, /* first, (Since: 0.1) */
    VIR_TINY_B,
    VIR_TINY_FLAG = (1 << 4),
    VIR_TINY_BOTH = VIR_TINY_FLAG | VIR_TINY_B,
    VIR_TINY_HIGH = 1U << 31,
    VIR_TINY_NEGATIVE = -1,

# ifdef VIR_ENUM_SENTINELS
    VIR_TINY_LAST
# endif
} virTiny;
