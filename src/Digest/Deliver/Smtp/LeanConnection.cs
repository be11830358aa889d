using System.Text;

using MailKit.Security;

namespace Digest.Deliver.Smtp;

/// <summary>
/// Our own client: one write carries a mail's body and the next mail's MAIL, RCPT and DATA, so that a mail costs one round trip
/// (RFC 2920, 3.1: the end of the data may be the first command of a group, and DATA the last). One command at a time where
/// PIPELINING is not offered.
/// </summary>
internal sealed class LeanConnection(RelayOptions relay, DeliverOptions options, TimeProvider clock) : ISmtpConnection
{
    private Wire? _wire;
    private Offers _offers = Offers.None;

    public async Task<Answer?> OpenAsync(CancellationToken ct)
    {
        var at = Stage.Connect;
        try
        {
            var security = Hello.Security(relay);
            _wire = await Wire.ConnectAsync(relay.Host, relay.Port, options.ConnectTimeout, clock, ct).ConfigureAwait(false);
            await using var stop = ct.Register(_wire.Abort);
            if (security == RelaySecurity.Tls)
            {
                at = Stage.StartTls;
                await _wire.SecureAsync(relay.Host, Hello.Trust(relay), options.ConnectTimeout).ConfigureAwait(false);
            }

            at = Stage.Greeting;
            var reply = await _wire.ReadAsync(options.CommandTimeout).ConfigureAwait(false);
            if (reply.Code != 220)
            {
                return new Answer(at, reply);
            }

            at = Stage.Hello;
            if (await HelloAsync().ConfigureAwait(false) is { } refused)
            {
                return refused;
            }

            if (security == RelaySecurity.StartTls)
            {
                at = Stage.StartTls;
                if (await StartTlsAsync().ConfigureAwait(false) is { } insecure)
                {
                    return insecure;
                }
            }

            at = Stage.Auth;
            return await LogInAsync().ConfigureAwait(false) ?? (_wire.HasUnread ? new Answer(Stage.Hello, default, Break.NotSmtp, Answer.TooMuch) : null);
        }
        catch (BrokenException e)
        {
            return new Answer(at, default, e.Kind, e.Message);
        }
    }

    public async Task<Answer?> SendAsync(Desk desk)
    {
        var dialogue = new LeanDialogue(_wire!, _offers, options, desk);
        return _offers.Pipelining ? await dialogue.PipelinedAsync().ConfigureAwait(false) : await dialogue.OneByOneAsync().ConfigureAwait(false);
    }

    public async Task QuitAsync()
    {
        try
        {
            await CommandAsync("QUIT", TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
        catch (BrokenException)
        {
            // The mails are submitted; a goodbye changes nothing.
        }
    }

    public void Abort() => _wire?.Abort();

    public ValueTask DisposeAsync() => _wire?.DisposeAsync() ?? ValueTask.CompletedTask;

    // A server too old for EHLO says so, and takes HELO (RFC 5321, 3.2).
    private async Task<Answer?> HelloAsync()
    {
        var name = Hello.Name(relay);
        await SayAsync("EHLO " + name).ConfigureAwait(false);
        var (reply, lines) = await _wire!.ReadLinesAsync(options.CommandTimeout).ConfigureAwait(false);
        if (reply.Positive)
        {
            _offers = Offers.Parse(lines);
            return null;
        }

        if (reply.Permanent)
        {
            _offers = Offers.None;
            reply = await CommandAsync("HELO " + name, options.CommandTimeout).ConfigureAwait(false);
        }

        return reply.Positive ? null : new Answer(Stage.Hello, reply);
    }

    private async Task<Answer?> StartTlsAsync()
    {
        if (!_offers.StartTls)
        {
            return new Answer(Stage.StartTls, default, Break.Tls, "the relay offers no STARTTLS, and nothing is sent without TLS");
        }

        var reply = await CommandAsync("STARTTLS", options.CommandTimeout).ConfigureAwait(false);
        if (reply.Code != 220)
        {
            return new Answer(Stage.StartTls, reply);
        }

        await _wire!.SecureAsync(relay.Host, Hello.Trust(relay), options.ConnectTimeout).ConfigureAwait(false);
        // What was offered before is void (RFC 3207, 4.2).
        return await HelloAsync().ConfigureAwait(false);
    }

    // RFC 4954. MailKit's mechanisms know the cryptography; the conversation is four lines.
    private async Task<Answer?> LogInAsync()
    {
        if (Hello.Credential(relay) is not { } credential)
        {
            return null;
        }

        if (Hello.Mechanism(_offers.Auth, credential) is not { } mechanism)
        {
            return new Answer(Stage.Auth, default, Break.Unsupported, "a user is set, but the relay offers no way to log in that we know: " + string.Join(' ', _offers.Auth));
        }

        var first = mechanism.SupportsInitialResponse ? " " + await RespondAsync(mechanism, "").ConfigureAwait(false) : "";
        var reply = await CommandAsync($"AUTH {mechanism.MechanismName}{first}", options.CommandTimeout).ConfigureAwait(false);
        for (var i = 0; i < 8 && reply.Code == 334; i++)
        {
            reply = await CommandAsync(await RespondAsync(mechanism, reply.Text).ConfigureAwait(false), options.CommandTimeout).ConfigureAwait(false);
        }

        return reply.Code == 235 ? null : new Answer(Stage.Auth, reply);
    }

    private static async Task<string> RespondAsync(SaslMechanism mechanism, string challenge)
    {
        try
        {
            return await mechanism.ChallengeAsync(challenge).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or FormatException or ArgumentException)
        {
            throw new BrokenException(Break.NotSmtp, $"the server's challenge is none of {mechanism.MechanismName}: {e.Message}", e);
        }
    }

    private async Task<Reply> CommandAsync(string line, TimeSpan timeout)
    {
        await SayAsync(line).ConfigureAwait(false);
        return await _wire!.ReadAsync(timeout).ConfigureAwait(false);
    }

    private async Task SayAsync(string line) =>
        await _wire!.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), options.CommandTimeout).ConfigureAwait(false);
}
