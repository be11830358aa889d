using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Digest.Deliver.Smtp;

/// <summary>
/// Octets to and from one server: lines in, buffers out, each wait with a deadline of the injected clock. A deadline closes the
/// socket, which ends whatever waits on it: cheaper than a token on every read.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    // RFC 5321, 4.5.3.1.5 allows 512 octets a line; generous, but bounded.
    private const int MaxLine = 4096;
    private const int MaxLines = 128;

    private readonly Socket _socket;
    private readonly TimeProvider _clock;
    private readonly ITimer _deadline;
    private readonly ITimer _writeDeadline;
    private readonly byte[] _in = new byte[MaxLine * 2];
    private Stream _stream;
    private bool _plain = true;
    private volatile bool _late;
    private volatile bool _aborted;
    private int _start;
    private int _end;

    private Wire(Socket socket, TimeProvider clock)
    {
        (_socket, _clock) = (socket, clock);
        _stream = new NetworkStream(socket, ownsSocket: false);
        _deadline = clock.CreateTimer(_ => TooLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _writeDeadline = clock.CreateTimer(_ => TooLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Octets of the server that nobody read yet.</summary>
    public bool HasUnread => _end > _start;

    /// <exception cref="BrokenException">Nothing answers there.</exception>
    public static async Task<Wire> ConnectAsync(string host, int port, TimeSpan timeout, TimeProvider clock, CancellationToken ct)
    {
        var socket = await OpenSocketAsync(host, port, timeout, clock, ct).ConfigureAwait(false);
        return new Wire(socket, clock);
    }

    /// <summary>A connected socket without Nagle's delay, which costs 40 ms a mail; MailKit takes it too.</summary>
    /// <exception cref="BrokenException">Nothing answers there.</exception>
    public static async Task<Socket> OpenSocketAsync(string host, int port, TimeSpan timeout, TimeProvider clock, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await socket.ConnectAsync(host, port, both.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            ct.ThrowIfCancellationRequested();
            throw new BrokenException(e is SocketException ? Break.Lost : Break.TimedOut, e is SocketException
                ? $"{host}:{port} cannot be reached: {e.Message}"
                : $"{host}:{port} did not answer within {timeout.TotalSeconds:0} s", e);
        }
    }

    /// <summary>TLS from here on. What was read before is thrown away: it was not protected (RFC 3207, 4.2).</summary>
    /// <exception cref="BrokenException">The server does not speak TLS, or its certificate is not trusted.</exception>
    public async Task SecureAsync(string host, RemoteCertificateValidationCallback? validate, TimeSpan timeout)
    {
        if (HasUnread)
        {
            throw new BrokenException(Break.Tls, "the server sent text between STARTTLS and TLS, which could be somebody else's");
        }

        _deadline.Change(timeout, Timeout.InfiniteTimeSpan);
        try
        {
            var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = validate }).ConfigureAwait(false);
            _stream = tls;
            _plain = false;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or ObjectDisposedException or SocketException)
        {
            throw new BrokenException(Break.Tls, _late ? "TLS was not established in time" : $"TLS was not established: {(e.InnerException ?? e).Message}", e);
        }
        finally
        {
            Rest();
        }
    }

    /// <summary>The next reply, its lines joined.</summary>
    /// <param name="words">False where a positive reply's text is of no interest: it is left empty then.</param>
    /// <exception cref="BrokenException">The connection ended, the time ran out, or it was not SMTP.</exception>
    public async ValueTask<Reply> ReadAsync(TimeSpan timeout, bool words = true)
    {
        var (code, text, last) = await LineAsync(timeout, words).ConfigureAwait(false);
        return last ? new Reply(code, text) : (await RestAsync(text, timeout).ConfigureAwait(false)).Reply;
    }

    /// <summary>The next reply, and its lines one by one.</summary>
    /// <exception cref="BrokenException">The connection ended, the time ran out, or it was not SMTP.</exception>
    public async ValueTask<(Reply Reply, IReadOnlyList<string> Lines)> ReadLinesAsync(TimeSpan timeout)
    {
        var (code, text, last) = await LineAsync(timeout, words: true).ConfigureAwait(false);
        return last ? (new Reply(code, text), [text]) : await RestAsync(text, timeout).ConfigureAwait(false);
    }

    private async ValueTask<(Reply Reply, IReadOnlyList<string> Lines)> RestAsync(string first, TimeSpan timeout)
    {
        var lines = new List<string> { first };
        var began = _clock.GetTimestamp();
        while (lines.Count < MaxLines)
        {
            // The time is for the whole reply, or a line now and then would hold us for hours.
            var left = timeout - _clock.GetElapsedTime(began);
            var (code, text, last) = left > TimeSpan.Zero
                ? await LineAsync(left, words: true).ConfigureAwait(false)
                : throw new BrokenException(Break.TimedOut, "the server's reply does not end in time");
            lines.Add(text);
            if (last)
            {
                return (Reply.Of(code, lines), lines);
            }
        }

        throw new BrokenException(Break.NotSmtp, "the server's reply does not end");
    }

    private async ValueTask<(int Code, string Text, bool Last)> LineAsync(TimeSpan timeout, bool words)
    {
        int length;
        var within = false;
        while ((length = _in.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
        {
            if (!within)
            {
                within = true;
                _deadline.Change(timeout, Timeout.InfiniteTimeSpan);
            }

            await FillAsync().ConfigureAwait(false);
        }

        if (within)
        {
            Rest();
        }

        var line = _in.AsSpan(_start, length).TrimEnd((byte)'\r');
        _start += length + 1;
        var code = CodeOf(line, out var last);
        var said = line.Length > 4 ? line[4..].Trim((byte)' ') : default;
        return (code, words || code >= 400 || !last ? Encoding.UTF8.GetString(said) : "", last);
    }

    /// <summary>Sends all of it.</summary>
    /// <returns>The octets the system took: fewer than asked when the connection broke, where that can be known.</returns>
    public async ValueTask<int> WriteAsync(ReadOnlyMemory<byte> octets, TimeSpan timeout)
    {
        var sent = 0;
        var within = false;
        try
        {
            if (!_plain)
            {
                within = _writeDeadline.Change(timeout, Timeout.InfiniteTimeSpan);
                await _stream.WriteAsync(octets).ConfigureAwait(false);
                return octets.Length;
            }

            while (sent < octets.Length)
            {
                var send = _socket.SendAsync(octets[sent..], SocketFlags.None);
                if (!send.IsCompleted && !within)
                {
                    within = _writeDeadline.Change(timeout, Timeout.InfiniteTimeSpan);
                }

                sent += await send.ConfigureAwait(false);
            }

            return sent;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // TLS does not say how much left: all of it may have.
            return _plain ? sent : octets.Length;
        }
        finally
        {
            if (within)
            {
                _writeDeadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Ends the connection now; whatever waits on it ends too.</summary>
    public void Abort()
    {
        _aborted = true;
        _socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _deadline.DisposeAsync().ConfigureAwait(false);
        await _writeDeadline.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // TLS's farewell on a connection that is gone already: there is nobody to tell.
        }

        _socket.Dispose();
    }

    // Three digits, then a space, or a hyphen when more lines follow, or nothing at all (RFC 5321, 4.2.1).
    private static int CodeOf(ReadOnlySpan<byte> line, out bool last)
    {
        last = line.Length < 4 || line[3] == ' ';
        return line.Length >= 3 && line[0] is >= (byte)'2' and <= (byte)'5' && char.IsAsciiDigit((char)line[1]) && char.IsAsciiDigit((char)line[2])
            && (last || line[3] == '-')
            ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0')
            : throw new BrokenException(Break.NotSmtp, $"the server's answer is not SMTP: {Encoding.UTF8.GetString(line[..Math.Min(line.Length, 80)])}");
    }

    private async ValueTask FillAsync()
    {
        if (_start > 0)
        {
            _in.AsSpan(_start, _end - _start).CopyTo(_in);
            _end -= _start;
            _start = 0;
        }

        if (_end == _in.Length)
        {
            throw new BrokenException(Break.NotSmtp, "the server sent a line without end");
        }

        int read;
        try
        {
            read = await _stream.ReadAsync(_in.AsMemory(_end)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw Ended(e);
        }

        _end += read > 0 ? read : throw Ended(null);
    }

    private BrokenException Ended(Exception? e) => _late
        ? new BrokenException(Break.TimedOut, "no answer in time", e)
        : new BrokenException(Break.Lost, _aborted ? "we had to stop" : e is null ? "the server closed the connection" : $"the connection broke: {(e.InnerException ?? e).Message}", e);

    private void TooLate()
    {
        _late = true;
        _socket.Dispose();
    }

    private void Rest() => _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
