using System.Net.Sockets;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

using MimeKit;

namespace Digest.Deliver.Smtp;

/// <summary>MailKit from socket to goodbye: slower, and the setting to fall back on (Deliver:Client=MailKit).</summary>
internal sealed class MailKitConnection : ISmtpConnection
{
    private static readonly FormatOptions Format = Crlf();

    private readonly RelayOptions _relay;
    private readonly DeliverOptions _options;
    private readonly TimeProvider _clock;
    private readonly Transcript _transcript = new();
    private readonly Client _client;
    private readonly CancellationTokenSource _abort = new();

    public MailKitConnection(RelayOptions relay, DeliverOptions options, TimeProvider clock)
    {
        (_relay, _options, _clock) = (relay, options, clock);
        _client = new Client(_transcript)
        {
            LocalDomain = Hello.Name(relay),
            CheckCertificateRevocation = false,
            // The deadlines are the injected clock's; MailKit's own only stands behind them.
            Timeout = int.MaxValue,
        };
    }

    public async Task<Answer?> OpenAsync(CancellationToken ct)
    {
        var at = Stage.Connect;
        try
        {
            var security = Hello.Security(_relay);
            if (security != RelaySecurity.None)
            {
                _client.ServerCertificateValidationCallback = Hello.Trust(_relay);
            }

            var socket = await Wire.OpenSocketAsync(_relay.Host, _relay.Port, _options.ConnectTimeout, _clock, ct).ConfigureAwait(false);
            at = security == RelaySecurity.Tls ? Stage.StartTls : Stage.Greeting;
            _transcript.Begin(at);
            await WithinAsync(_options.CommandTimeout, c => _client.ConnectAsync(socket, _relay.Host, _relay.Port, Security(security), c), ct).ConfigureAwait(false);
            at = Stage.Auth;
            var strayed = _transcript.OutOfStep;
            _transcript.Begin(at);
            return await LogInAsync(ct).ConfigureAwait(false) ?? (strayed || _transcript.OutOfStep ? new Answer(Stage.Hello, default, Break.NotSmtp, Answer.TooMuch) : null);
        }
        catch (BrokenException e)
        {
            return new Answer(at, default, e.Kind, e.Message);
        }
        catch (Exception e) when (IsExpected(e))
        {
            ct.ThrowIfCancellationRequested();
            return OpenFailed(at, e);
        }
    }

    public async Task<Answer?> SendAsync(Desk desk)
    {
        while (await desk.NextAsync().ConfigureAwait(false) is { } letter)
        {
            if (Envelope.Refusal(letter, Offers()) is { } refusal)
            {
                await desk.AnswerAsync(letter, refusal).ConfigureAwait(false);
            }
            else if (await desk.HandAsync(letter).ConfigureAwait(false))
            {
                var answer = await SendOneAsync(letter).ConfigureAwait(false);
                await desk.AnswerAsync(letter, answer).ConfigureAwait(false);
                if (answer.Closed || !_client.IsConnected)
                {
                    return answer;
                }
            }
        }

        return null;
    }

    public async Task QuitAsync()
    {
        try
        {
            await WithinAsync(TimeSpan.FromSeconds(2), c => _client.DisconnectAsync(quit: true, c), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsExpected(e))
        {
            // The mails are submitted; a goodbye changes nothing.
        }
    }

    public void Abort() => _abort.Cancel();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _abort.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Answer> SendOneAsync(Letter letter)
    {
        _transcript.Begin(Stage.Mail);
        using var message = Load(letter);
        try
        {
            await WithinAsync(_options.CommandTimeout,
                c => _client.SendAsync(Format, message, new MailboxAddress("", letter.From), [new MailboxAddress("", letter.To)], c), CancellationToken.None).ConfigureAwait(false);
            return _transcript.OutOfStep
                ? new Answer(Stage.Dot, default, Break.NotSmtp, Answer.TooMuch, Sent: true)
                : new Answer(Stage.Dot, _transcript.Reply);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Answer(Stage.Mail, _transcript.Refusal ?? new Reply(530, "the relay wants us to log in"));
        }
        catch (Exception e) when (IsExpected(e))
        {
            // Anything that MailKit calls a protocol error after a proper answer to what was asked is that answer.
            return _transcript.Stage >= Stage.Mail && _transcript.Refusal is { } reply
                ? new Answer(_transcript.RefusedAt, reply, Ended: !_client.IsConnected)
                : _transcript.OutOfStep
                    ? new Answer(Stage.Dot, default, Break.NotSmtp, Answer.TooMuch, _transcript.Sent)
                    : new Answer(_transcript.Stage, default, Kind(e), e is CommandException ? $"the server answered {_transcript.Reply}" : e.Message, _transcript.Sent);
        }
    }

    // Parsed in place, headers and parts kept as the octets they are: what was signed stays as it was signed.
    private static MimeMessage Load(Letter letter)
    {
        var octets = new byte[letter.Size];
        letter.Signature.CopyTo(octets);
        letter.Message.CopyTo(octets.AsMemory(letter.Signature.Length));
        letter.Release();
        return MimeMessage.Load(new MemoryStream(octets, writable: false), persistent: true);
    }

    private Answer OpenFailed(Stage at, Exception e)
    {
        if (e is SslHandshakeException or System.Security.Authentication.AuthenticationException && at != Stage.Auth || e is NotSupportedException)
        {
            return new Answer(Stage.StartTls, default, Break.Tls, e is NotSupportedException
                ? "the relay offers no STARTTLS, and nothing is sent without TLS" : $"TLS was not established: {(e.InnerException ?? e).Message}");
        }

        at = _transcript.StartTls ? Stage.StartTls : at;
        return _transcript.Refusal is { } reply
            ? new Answer(at, reply)
            : new Answer(at, default, at == Stage.StartTls ? Break.Tls : Kind(e), e.Message);
    }

    private async Task<Answer?> LogInAsync(CancellationToken ct)
    {
        if (Hello.Credential(_relay) is not { } credential)
        {
            return null;
        }

        if (Hello.Mechanism(_client.AuthenticationMechanisms, credential) is not { } mechanism)
        {
            return new Answer(Stage.Auth, default, Break.Unsupported, "a user is set, but the relay offers no way to log in that we know");
        }

        await WithinAsync(_options.CommandTimeout, c => _client.AuthenticateAsync(mechanism, c), ct).ConfigureAwait(false);
        return null;
    }

    private Offers Offers() => new()
    {
        EightBit = _client.Capabilities.HasFlag(SmtpCapabilities.EightBitMime),
        Utf8 = _client.Capabilities.HasFlag(SmtpCapabilities.UTF8),
        Size = _client.Capabilities.HasFlag(SmtpCapabilities.Size),
        MaxSize = _client.MaxSize,
    };

    private async Task WithinAsync(TimeSpan timeout, Func<CancellationToken, Task> act, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(timeout, _clock);
        using var stray = new CancellationTokenSource();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stray.Token, _abort.Token, ct);
        _transcript.DataWanted = () => late.CancelAfter(_options.DataTimeout);
        _transcript.Strayed = stray.Cancel;
        try
        {
            await act(any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested)
        {
            throw new TimeoutException("no answer in time", e);
        }
        finally
        {
            (_transcript.DataWanted, _transcript.Strayed) = (null, null);
        }
    }

    private static Break Kind(Exception e) => e switch
    {
        TimeoutException => Break.TimedOut,
        SmtpProtocolException when !e.Message.Contains("disconnect", StringComparison.OrdinalIgnoreCase) => Break.NotSmtp,
        // No refusal, and none of the answers it knows.
        CommandException => Break.NotSmtp,
        _ => Break.Lost,
    };

    private static bool IsExpected(Exception e) => e is IOException or SocketException or ProtocolException or CommandException or AuthenticationException
        or System.Security.Authentication.AuthenticationException or SslHandshakeException or OperationCanceledException or TimeoutException or ObjectDisposedException
        or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException;

    private static SecureSocketOptions Security(RelaySecurity security) => security switch
    {
        RelaySecurity.Tls => SecureSocketOptions.SslOnConnect,
        RelaySecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private static FormatOptions Crlf()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }

    /// <summary>MailKit's client, kept from rewriting a finished message; BDAT would hide where a mail ends from the transcript.</summary>
    private sealed class Client(IProtocolLogger logger) : SmtpClient(logger)
    {
        protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
        {
            Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime | SmtpCapabilities.Dsn);
        }
    }
}
