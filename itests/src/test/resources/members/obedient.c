/*
 * A filter on libmilter that does as the message says: each X-Do field is one edit or verdict for its end, such as
 *
 *     X-Do: insheader 0 X-Top value
 *     X-Do: reply 550 5.7.1 no
 *
 * A recipient whose address begins with "unwanted" is refused in two lines. What it is told it writes to standard output,
 * an event a line; of a client that does not greet, such as one that only looks whether the port is open, nothing.
 *
 * cc obedient.c -lmilter -lpthread        usage: obedient SOCKET
 */
#include <libmilter/mfapi.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEEDS 32

struct session {
    char client[256];
    int greeted;
    char *deeds[MAX_DEEDS];
    int count;
};

static void tell(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

static const char *macro(SMFICTX *ctx, char *name)
{
    const char *value = smfi_getsymval(ctx, name);

    return value == NULL ? "-" : value;
}

static void forget(SMFICTX *ctx)
{
    struct session *session = smfi_getpriv(ctx);

    while (session != NULL && session->count > 0)
        free(session->deeds[--session->count]);
}

static sfsistat on_connect(SMFICTX *ctx, char *host, _SOCK_ADDR *address)
{
    struct session *session = calloc(1, sizeof(struct session));

    snprintf(session->client, sizeof session->client, "%s family=%d j=%s", host,
             address == NULL ? 0 : address->sa_family, macro(ctx, "j"));
    smfi_setpriv(ctx, session);
    return SMFIS_CONTINUE;
}

static sfsistat on_helo(SMFICTX *ctx, char *name)
{
    struct session *session = smfi_getpriv(ctx);

    if (!session->greeted)
        tell("connect %s", session->client);
    session->greeted = 1;
    tell("helo %s", name);
    return SMFIS_CONTINUE;
}

static void tell_arguments(const char *what, char **arguments, const char *address)
{
    printf("%s", what);
    while (*arguments != NULL)
        printf(" %s", *arguments++);
    tell(" (%s)", address);
}

static sfsistat on_sender(SMFICTX *ctx, char **arguments)
{
    forget(ctx);
    tell_arguments("mail", arguments, macro(ctx, "{mail_addr}"));
    return SMFIS_CONTINUE;
}

static sfsistat on_recipient(SMFICTX *ctx, char **arguments)
{
    tell_arguments("rcpt", arguments, macro(ctx, "{rcpt_addr}"));
    if (strncmp(arguments[0], "<unwanted", 9) != 0)
        return SMFIS_CONTINUE;
    smfi_setmlreply(ctx, "550", "5.7.1", "not here", "nor there, 100%%", NULL);
    return SMFIS_REJECT;
}

static sfsistat on_data(SMFICTX *ctx)
{
    tell("data");
    return SMFIS_CONTINUE;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
    struct session *session = smfi_getpriv(ctx);

    tell("header %s:[%s]", name, value);
    if (strcmp(name, "X-Do") == 0 && session->count < MAX_DEEDS)
        session->deeds[session->count++] = strdup(value);
    return SMFIS_CONTINUE;
}

static sfsistat on_end_of_header(SMFICTX *ctx)
{
    tell("end of header");
    return SMFIS_CONTINUE;
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *piece, size_t size)
{
    tell("body %lu bytes, from %d to %d", (unsigned long)size, piece[0], piece[size - 1]);
    return SMFIS_CONTINUE;
}

/* The next word of a deed, or what is left of it. */
static char *word(char **rest)
{
    char *found = strsep(rest, " ");

    return found == NULL ? "" : found;
}

static char *all(char *rest)
{
    return rest == NULL ? "" : rest;
}

static sfsistat reply(SMFICTX *ctx, char *rest)
{
    char *code = word(&rest);
    char *status = word(&rest);

    smfi_setreply(ctx, code, status, all(rest));
    return code[0] == '4' ? SMFIS_TEMPFAIL : SMFIS_REJECT;
}

static int edit(SMFICTX *ctx, char *verb, char *rest)
{
    char *first = word(&rest);

    if (strcmp(verb, "addheader") == 0)
        return smfi_addheader(ctx, first, all(rest));
    if (strcmp(verb, "insheader") == 0 || strcmp(verb, "chgheader") == 0) {
        char *name = word(&rest);
        int index = atoi(first);

        return verb[0] == 'i' ? smfi_insheader(ctx, index, name, all(rest))
                              : smfi_chgheader(ctx, name, index, all(rest));
    }
    if (strcmp(verb, "addrcpt") == 0)
        return rest == NULL ? smfi_addrcpt(ctx, first) : smfi_addrcpt_par(ctx, first, rest);
    if (strcmp(verb, "delrcpt") == 0)
        return smfi_delrcpt(ctx, first);
    if (strcmp(verb, "chgfrom") == 0)
        return smfi_chgfrom(ctx, first, rest);
    if (strcmp(verb, "progress") == 0)
        return smfi_progress(ctx);
    if (strcmp(verb, "body") == 0) {
        smfi_replacebody(ctx, (unsigned char *)first, strlen(first));
        return smfi_replacebody(ctx, (unsigned char *)"\r\n", 2);
    }
    return MI_FAILURE;
}

static sfsistat on_end_of_message(SMFICTX *ctx)
{
    struct session *session = smfi_getpriv(ctx);
    int i;

    tell("end of message");
    for (i = 0; i < session->count; i++) {
        char *rest = session->deeds[i];
        char *verb = word(&rest);

        if (strcmp(verb, "reply") == 0)
            return reply(ctx, rest);
        if (strcmp(verb, "reject") == 0)
            return SMFIS_REJECT;
        if (strcmp(verb, "tempfail") == 0)
            return SMFIS_TEMPFAIL;
        if (strcmp(verb, "discard") == 0)
            return SMFIS_DISCARD;
        if (edit(ctx, verb, rest) != MI_SUCCESS)
            tell("not done: %s", verb);
    }
    return SMFIS_CONTINUE;
}

static sfsistat on_abort(SMFICTX *ctx)
{
    tell("abort");
    return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
    struct session *session = smfi_getpriv(ctx);

    if (session == NULL)
        return SMFIS_CONTINUE;
    if (session->greeted)
        tell("close");
    forget(ctx);
    free(session);
    smfi_setpriv(ctx, NULL);
    return SMFIS_CONTINUE;
}

int main(int count, char **arguments)
{
    struct smfiDesc filter = {
        .xxfi_name = "obedient",
        .xxfi_version = SMFI_VERSION,
        .xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY | SMFIF_ADDRCPT | SMFIF_ADDRCPT_PAR
            | SMFIF_DELRCPT | SMFIF_CHGFROM,
        .xxfi_connect = on_connect,
        .xxfi_helo = on_helo,
        .xxfi_envfrom = on_sender,
        .xxfi_envrcpt = on_recipient,
        .xxfi_data = on_data,
        .xxfi_header = on_header,
        .xxfi_eoh = on_end_of_header,
        .xxfi_body = on_body,
        .xxfi_eom = on_end_of_message,
        .xxfi_abort = on_abort,
        .xxfi_close = on_close,
    };

    if (count != 2 || smfi_register(filter) != MI_SUCCESS || smfi_setconn(arguments[1]) != MI_SUCCESS)
        return EXIT_FAILURE;
    return smfi_main() == MI_SUCCESS ? EXIT_SUCCESS : EXIT_FAILURE;
}
