using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Tests.Support;

/// <summary>
/// An SMTP server on loopback that takes every mail, unless the script says otherwise: per command, recipient, connection, or the n-th mail.
/// Verbs are CONNECT (before the greeting), EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, BODY (the first octets of the data have come), "." (the end
/// of the data; the mail is recorded unless refused or lost), SENT (after its 250), RSET, NOOP and QUIT.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<ReceivedMail> _mails = [];
    private readonly List<string> _commands = [];
    private readonly TaskCompletionSource _stopped = new();
    private int _connections;
    private int _open;

    private ScriptedSmtpServer(WebApplication app) => _app = app;

    /// <summary>What to do at a step; null: what a good server does.</summary>
    public Func<SmtpStep, SmtpAct?>? Script { get; set; }

    /// <summary>The lines of the EHLO answer after the name.</summary>
    public List<string> Offers { get; } = ["PIPELINING", "SIZE 35882577", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>Set: STARTTLS is offered with it.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Certificates between it and the root, sent along with it.</summary>
    public X509Certificate2Collection Issuers { get; } = [];

    /// <summary>Set: AUTH PLAIN and LOGIN are offered, and MAIL is refused before them.</summary>
    public (string User, string Password)? Login { get; set; }

    public int Port { get; private set; }

    /// <summary>Every mail whose end was seen and that was not refused or lost.</summary>
    public IReadOnlyList<ReceivedMail> Mails
    {
        get
        {
            lock (_lock)
            {
                return [.. _mails];
            }
        }
    }

    /// <summary>Every command line, in the order of its arrival, with the connection's number: "1 MAIL FROM:…".</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_lock)
            {
                return [.. _commands];
            }
        }
    }

    /// <summary>Connections, commands and whole mails ever heard.</summary>
    public int Heard => Connections + Commands.Count + Mails.Count;

    /// <summary>Connections ever made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public int Open => Volatile.Read(ref _open);

    public static async Task<ScriptedSmtpServer> StartAsync(Func<SmtpStep, SmtpAct?>? script = null, int port = 0)
    {
        ScriptedSmtpServer? server = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, port, l => l.Run(c => server!.ServeAsync(c))));
        server = new ScriptedSmtpServer(builder.Build()) { Script = script };
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Port = new Uri(address).Port;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _stopped.TrySetResult();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(ConnectionContext context)
    {
        var number = Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _open);
        try
        {
            await using var conversation = new Conversation(this, context, number);
            await conversation.RunAsync();
        }
        catch (Exception e) when (e is CutException or IOException or ConnectionAbortedException or ConnectionResetException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Ending here sends what was said before and closes: an abort would take back replies that the script meant to be heard.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private sealed class CutException : Exception;

    private sealed class Conversation(ScriptedSmtpServer server, ConnectionContext context, int number) : IAsyncDisposable
    {
        private Stream _stream = new DuplexStream(context.Transport);
        private readonly byte[] _buffer = new byte[64 * 1024];
        private int _start;
        private int _end;
        private bool _tls;
        private bool _authenticated;
        private string _from = "";
        private List<string> _to = [];
        private int _nth;

        public ValueTask DisposeAsync() => _stream.DisposeAsync();

        public async Task RunAsync()
        {
            await AnswerAsync("CONNECT", "", "220 scripted ESMTP");
            while (await LineAsync() is { } line)
            {
                lock (server._lock)
                {
                    server._commands.Add($"{number} {line}");
                }

                var verb = line.Split(' ', 2)[0].ToUpperInvariant();
                if (!await CommandAsync(verb, line))
                {
                    return;
                }
            }
        }

        private async Task<bool> CommandAsync(string verb, string line)
        {
            switch (verb)
            {
                case "EHLO":
                    await AnswerAsync(verb, line, Hello());
                    return true;
                case "MAIL":
                    if (await AnswerAsync(verb, line, server.Login is null || _authenticated ? "250 2.1.0 ok" : "530 5.7.0 Authentication required"))
                    {
                        (_from, _to) = (Address(line), []);
                    }

                    return true;
                case "RCPT":
                    if (await AnswerAsync(verb, line, "250 2.1.5 ok", Address(line)))
                    {
                        _to.Add(Address(line));
                    }

                    return true;
                case "DATA":
                    if (_to.Count == 0)
                    {
                        await SayAsync("554 5.5.1 no valid recipients");
                    }
                    else if (await AnswerAsync(verb, line, "354 go", _to[0]))
                    {
                        await DataAsync();
                    }

                    return true;
                case "STARTTLS":
                    return await StartTlsAsync(line);
                case "AUTH":
                    await AuthAsync(line);
                    return true;
                case "RSET":
                    _to = [];
                    return await AnswerAsync(verb, line, "250 2.0.0 ok") || true;
                case "QUIT":
                    await AnswerAsync(verb, line, "221 2.0.0 bye");
                    return false;
                default:
                    return await AnswerAsync(verb, line, verb is "HELO" or "NOOP" ? "250 scripted" : "500 5.5.2 what") || true;
            }
        }

        private string Hello()
        {
            List<string> offers = ["scripted", .. server.Offers];
            if (server.Certificate is not null && !_tls)
            {
                offers.Add("STARTTLS");
            }

            if (server.Login is not null)
            {
                offers.Add("AUTH PLAIN LOGIN");
            }

            return string.Join("\r\n", offers.Select((o, i) => $"250{(i < offers.Count - 1 ? '-' : ' ')}{o}"));
        }

        private async Task DataAsync()
        {
            var to = _to[0];
            await ActAsync("BODY", "", to, null);
            var data = new MemoryStream();
            while (await RawLineAsync() is { } line)
            {
                if (line is [(byte)'.', (byte)'\r', (byte)'\n'])
                {
                    await EndAsync(to, data.ToArray());
                    return;
                }

                data.Write(line[0] == '.' ? line.AsSpan(1) : line);
            }

            throw new CutException();
        }

        private async Task EndAsync(string to, byte[] data)
        {
            var act = server.Script?.Invoke(new SmtpStep(".", "", number, _nth, to, Attempt(to)));
            if (act is null or { Kind: SmtpActKind.TakeThenCut or SmtpActKind.TakeThenHang or SmtpActKind.ReadAhead } || act is { Kind: SmtpActKind.Reply, Text: ['2', ..] })
            {
                lock (server._lock)
                {
                    server._mails.Add(new ReceivedMail(_from, [.. _to], data, number));
                }

                _nth++;
            }

            await DoAsync(act, "250 2.0.0 Ok: queued");
            await ActAsync("SENT", "", to, null);
            _to = [];
        }

        // One more than the mails that this recipient's end of data was seen for before.
        private int Attempt(string to)
        {
            lock (server._lock)
            {
                return server._commands.Count(c => c.Contains($"RCPT TO:<{to}>", StringComparison.OrdinalIgnoreCase));
            }
        }

        private async Task<bool> StartTlsAsync(string line)
        {
            if (!await AnswerAsync("STARTTLS", line, server.Certificate is null ? "502 5.5.1 no" : "220 go"))
            {
                return true;
            }

            var tls = new SslStream(_stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(server.Certificate!, server.Issuers, offline: true) });
            (_stream, _tls) = (tls, true);
            return true;
        }

        private async Task AuthAsync(string line)
        {
            var act = server.Script?.Invoke(new SmtpStep("AUTH", line, number, _nth, null, 0));
            if (act is not null)
            {
                await DoAsync(act, "");
                return;
            }

            var words = line.Split(' ');
            string said;
            if (words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
            {
                said = string.Join(' ', Decode(words.Length > 2 ? words[2] : await AskAsync("334 ")).Split('\0').Skip(1));
            }
            else
            {
                said = Decode(await AskAsync("334 VXNlcm5hbWU6")) + " " + Decode(await AskAsync("334 UGFzc3dvcmQ6"));
            }

            _authenticated = said == $"{server.Login!.Value.User} {server.Login.Value.Password}";
            await SayAsync(_authenticated ? "235 2.7.0 ok" : "535 5.7.8 Bad credentials");
        }

        private async Task<string> AskAsync(string prompt)
        {
            await SayAsync(prompt);
            return await LineAsync() ?? throw new CutException();
        }

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

        private static string Address(string line)
        {
            var from = line.IndexOf('<', StringComparison.Ordinal) + 1;
            return line[from..line.IndexOf('>', from)];
        }

        // True when the answer was positive, so that the command took effect.
        private Task<bool> AnswerAsync(string verb, string line, string usual, string? to = null) => ActAsync(verb, line, to, usual);

        private async Task<bool> ActAsync(string verb, string line, string? to, string? usual) =>
            await DoAsync(server.Script?.Invoke(new SmtpStep(verb, line, number, _nth, to, to is null ? 0 : Attempt(to))), usual);

        private async Task<bool> DoAsync(SmtpAct? act, string? usual)
        {
            switch (act?.Kind)
            {
                case SmtpActKind.Cut or SmtpActKind.TakeThenCut:
                    throw new CutException();
                case SmtpActKind.Hang or SmtpActKind.TakeThenHang:
                    await server._stopped.Task.WaitAsync(context.ConnectionClosed);
                    throw new CutException();
                case SmtpActKind.ReplyThenCut:
                    await SayAsync(act.Text);
                    throw new CutException();
                default:
                    if (act?.Kind == SmtpActKind.ReadAhead)
                    {
                        await ReadAheadAsync(Encoding.UTF8.GetBytes(act.Text));
                        act = null;
                    }

                    var text = act?.Text ?? usual;
                    if (text is not null)
                    {
                        await SayAsync(text);
                    }

                    return text is null or ['2' or '3', ..];
            }
        }

        private async Task SayAsync(string text)
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"));
            await _stream.FlushAsync();
        }

        private async Task ReadAheadAsync(byte[] text)
        {
            while (_buffer.AsSpan(_start, _end - _start).IndexOf(text) < 0)
            {
                if (!await FillAsync())
                {
                    throw new CutException();
                }
            }
        }

        private async Task<string?> LineAsync() => await RawLineAsync() is { } line ? Encoding.UTF8.GetString(line).TrimEnd('\r', '\n') : null;

        private async Task<byte[]?> RawLineAsync()
        {
            while (true)
            {
                var at = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
                if (at >= 0)
                {
                    var line = _buffer[_start..(at + 1)];
                    _start = at + 1;
                    return line;
                }

                if (!await FillAsync())
                {
                    return null;
                }
            }
        }

        private async Task<bool> FillAsync()
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), context.ConnectionClosed);
            _end += read;
            return read > 0;
        }
    }
}
