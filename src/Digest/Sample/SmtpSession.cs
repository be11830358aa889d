using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Sample;

/// <summary>
/// One client's conversation with the mailbox: the part of RFC 5321 that mail programs speak, with PIPELINING (2920), SIZE (1870),
/// 8BITMIME (6152) and ENHANCEDSTATUSCODES (2034). Every sender and recipient is welcome, since nothing goes any further.
/// </summary>
internal sealed partial class SmtpSession(IDuplexPipe transport, Func<ReadOnlyMemory<byte>, CancellationToken, Task<string>> keep, Action alive)
{
    /// <summary>How it greets: by this another Digest knows it.</summary>
    public const string Name = "Digest development mailbox";

    public const int MaxMessage = 10 * 1024 * 1024;
    private const int MaxRecipients = 1000;

    private readonly SmtpReader _reader = new(transport.Input);
    private bool _greeted;
    private string? _from;
    private int _recipients;

    public async Task RunAsync(CancellationToken ct)
    {
        await SendAsync("220 mailbox.digest.example ESMTP " + Name, ct).ConfigureAwait(false);
        var open = true;
        while (open)
        {
            alive();
            var (line, tooLong) = await _reader.ReadCommandAsync(ct).ConfigureAwait(false);
            if (line is null)
            {
                return;
            }

            open = tooLong
                ? await SendAsync("500 5.5.2 Line too long", ct).ConfigureAwait(false)
                : await AnswerAsync(Encoding.UTF8.GetString(line), ct).ConfigureAwait(false);
        }
    }

    /// <returns>False after QUIT.</returns>
    private async ValueTask<bool> AnswerAsync(string line, CancellationToken ct)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var verb = (space < 0 ? line : line[..space]).ToUpperInvariant();
        var argument = space < 0 ? "" : line[(space + 1)..].Trim();
        switch (verb)
        {
            case "DATA":
                return await DataAsync(ct).ConfigureAwait(false);
            case "QUIT":
                await SendAsync("221 2.0.0 Bye", ct).ConfigureAwait(false);
                return false;
            default:
                return await SendAsync(Reply(verb, argument), ct).ConfigureAwait(false);
        }
    }

    private string Reply(string verb, string argument)
    {
        switch (verb)
        {
            case "EHLO":
                Reset(greeted: true);
                return $"250-mailbox.digest.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE {MaxMessage}";
            case "HELO":
                Reset(greeted: true);
                return "250 mailbox.digest.example";
            case "MAIL":
                return Mail(argument);
            case "RCPT":
                return Recipient(argument);
            case "RSET":
                Reset(_greeted);
                return "250 2.0.0 OK";
            case "NOOP":
                return "250 2.0.0 OK";
            case "VRFY":
                return "252 2.5.0 Every address is accepted here";
            default:
                return "502 5.5.1 Command not implemented";
        }
    }

    private string Mail(string argument)
    {
        if (!_greeted || _from is not null)
        {
            return "503 5.5.1 Bad sequence of commands";
        }

        if (From().Match(argument) is not { Success: true } from)
        {
            return "501 5.5.4 MAIL FROM:<address> expected";
        }

        if (Size().Match(argument) is { Success: true } size && (size.Length > 15 || long.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) > MaxMessage))
        {
            return "552 5.3.4 Message too large";
        }

        _from = from.Groups[1].Value;
        return "250 2.1.0 OK";
    }

    private string Recipient(string argument)
    {
        if (_from is null)
        {
            return "503 5.5.1 Bad sequence of commands";
        }

        if (!To().IsMatch(argument))
        {
            return "501 5.1.3 RCPT TO:<address> expected";
        }

        if (_recipients == MaxRecipients)
        {
            return "452 4.5.3 Too many recipients";
        }

        _recipients++;
        return "250 2.1.5 OK";
    }

    private async ValueTask<bool> DataAsync(CancellationToken ct)
    {
        if (_recipients == 0)
        {
            return await SendAsync(_from is null ? "503 5.5.1 Bad sequence of commands" : "554 5.5.1 No valid recipients", ct).ConfigureAwait(false);
        }

        await SendAsync("354 End with a dot on a line by itself", ct).ConfigureAwait(false);
        // The client waits for the 354 before it sends a message, whatever was pipelined before.
        await transport.Output.FlushAsync(ct).ConfigureAwait(false);
        var (message, tooLong) = await _reader.ReadMessageAsync(MaxMessage, ct).ConfigureAwait(false);
        if (message is null)
        {
            return false;
        }

        Reset(_greeted);
        return await SendAsync(tooLong ? "552 5.3.4 Message too large" : await KeepAsync(message, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
    }

    private async Task<string> KeepAsync(byte[] message, CancellationToken ct)
    {
        try
        {
            return $"250 2.0.0 Kept as {await keep(message, ct).ConfigureAwait(false)}";
        }
        catch (IOException e)
        {
            return $"451 4.3.0 Not kept: {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    private void Reset(bool greeted)
    {
        _greeted = greeted;
        _from = null;
        _recipients = 0;
    }

    // Answers to pipelined commands leave together: flushed only when no further command has come.
    private async ValueTask<bool> SendAsync(string reply, CancellationToken ct)
    {
        Encoding.UTF8.GetBytes(reply + "\r\n", transport.Output);
        if (!_reader.HasLine)
        {
            await transport.Output.FlushAsync(ct).ConfigureAwait(false);
        }

        return true;
    }

    [GeneratedRegex(@"^FROM:\s?<([^<>]*)>(\s.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"^TO:\s?<[^<>]+>(\s.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex To();

    [GeneratedRegex(@"\sSIZE=([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}
