/*
 * The filters of this module once more, on libmilter: what a site would run instead of the runtime.
 *
 * usage: libmilter_filter SOCKET noop|hdr|footer [STEPS]
 *
 * STEPS is a hexadecimal SMFIP_ word to agree on with the MTA, for example c0080 to leave header fields, their end and
 * pieces of the body without reply. Without it every event is wanted and answered.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <libmilter/mfapi.h>

static const char FOOTER[] = "\r\n-- \r\nMeasured on its way.\r\n";
enum { FOOTER_SIZE = sizeof FOOTER - 1 };

static enum { NOOP, HDR, FOOT } mode;
static unsigned long agreed;

struct message {
    unsigned long long sum;
    unsigned char *body;
    size_t size, room;
};

/* An event whose reply was agreed away must not be answered. */
static sfsistat pass(unsigned long no_reply)
{
    return agreed & no_reply ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

static unsigned long actions(void)
{
    return mode == HDR ? SMFIF_ADDHDRS : mode == FOOT ? SMFIF_CHGBODY : 0;
}

static int keep(struct message *m, const void *bytes, size_t count)
{
    if (m->size + count > m->room) {
        size_t room = 2 * (m->size + count);
        unsigned char *grown = realloc(m->body, room);
        if (grown == NULL)
            return 0;
        m->body = grown;
        m->room = room;
    }
    memcpy(m->body + m->size, bytes, count);
    m->size += count;
    return 1;
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long a, unsigned long offered, unsigned long c, unsigned long d,
                             unsigned long *actions_out, unsigned long *steps_out, unsigned long *c_out,
                             unsigned long *d_out)
{
    (void)ctx, (void)a, (void)c, (void)d;
    *actions_out = actions();
    *steps_out = agreed & offered;
    *c_out = *d_out = 0;
    return SMFIS_CONTINUE;
}

static sfsistat on_connect(SMFICTX *ctx, char *host, _SOCK_ADDR *address)
{
    (void)host, (void)address;
    if (mode != NOOP)
        smfi_setpriv(ctx, calloc(1, sizeof(struct message)));
    return pass(SMFIP_NR_CONN);
}

static sfsistat on_helo(SMFICTX *ctx, char *name)
{
    (void)ctx, (void)name;
    return pass(SMFIP_NR_HELO);
}

static sfsistat on_mail(SMFICTX *ctx, char **words)
{
    struct message *m = smfi_getpriv(ctx);
    (void)words;
    if (m != NULL)
        m->sum = m->size = 0;
    return pass(SMFIP_NR_MAIL);
}

static sfsistat on_rcpt(SMFICTX *ctx, char **words)
{
    (void)ctx, (void)words;
    return pass(SMFIP_NR_RCPT);
}

static sfsistat on_data(SMFICTX *ctx)
{
    (void)ctx;
    return pass(SMFIP_NR_DATA);
}

static sfsistat on_unknown(SMFICTX *ctx, const char *line)
{
    (void)ctx, (void)line;
    return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
    (void)ctx, (void)name, (void)value;
    return pass(SMFIP_NR_HDR);
}

static sfsistat on_end_of_headers(SMFICTX *ctx)
{
    (void)ctx;
    return pass(SMFIP_NR_EOH);
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *bytes, size_t count)
{
    struct message *m = smfi_getpriv(ctx);
    if (mode == HDR) {
        unsigned long long sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += bytes[i];
        m->sum += sum;
    } else if (mode == FOOT && !keep(m, bytes, count)) {
        return SMFIS_TEMPFAIL;
    }
    return pass(SMFIP_NR_BODY);
}

static sfsistat on_end(SMFICTX *ctx)
{
    struct message *m = smfi_getpriv(ctx);
    int done = MI_SUCCESS;
    if (mode == HDR) {
        char value[24];
        snprintf(value, sizeof value, agreed & SMFIP_HDR_LEADSPC ? " %llu" : "%llu", m->sum);
        done = smfi_addheader(ctx, "X-Bench-Sum", value);
    } else if (mode == FOOT) {
        done = keep(m, FOOTER, FOOTER_SIZE) ? smfi_replacebody(ctx, m->body, m->size) : MI_FAILURE;
    }
    return done == MI_SUCCESS ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}

static sfsistat on_abort(SMFICTX *ctx)
{
    (void)ctx;
    return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
    struct message *m = smfi_getpriv(ctx);
    if (m != NULL) {
        free(m->body);
        free(m);
        smfi_setpriv(ctx, NULL);
    }
    return SMFIS_CONTINUE;
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: %s SOCKET noop|hdr|footer [STEPS]\n", argv[0]);
        return 2;
    }
    mode = strcmp(argv[2], "hdr") == 0 ? HDR : strcmp(argv[2], "footer") == 0 ? FOOT : NOOP;
    agreed = argc > 3 ? strtoul(argv[3], NULL, 16) : 0;

    /* As many connections as the system gives to a process. */
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);

    struct smfiDesc filter = {
        .xxfi_name = "bench",
        .xxfi_version = SMFI_VERSION,
        .xxfi_flags = actions(),
        .xxfi_connect = on_connect,
        .xxfi_helo = on_helo,
        .xxfi_envfrom = on_mail,
        .xxfi_envrcpt = on_rcpt,
        .xxfi_header = on_header,
        .xxfi_eoh = on_end_of_headers,
        .xxfi_body = on_body,
        .xxfi_eom = on_end,
        .xxfi_abort = on_abort,
        .xxfi_close = on_close,
        .xxfi_unknown = on_unknown,
        .xxfi_data = on_data,
        .xxfi_negotiate = agreed != 0 ? on_negotiate : NULL,
    };
    if (smfi_register(filter) != MI_SUCCESS || smfi_setconn(argv[1]) != MI_SUCCESS)
        return 1;
    smfi_setbacklog(4096);
    return smfi_main() == MI_SUCCESS ? 0 : 1;
}
