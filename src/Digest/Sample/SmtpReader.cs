using System.Buffers;
using System.IO.Pipelines;

namespace Digest.Sample;

/// <summary>
/// Reads what a client sends: command lines, and a message after DATA. Only CRLF ends a line (RFC 5321, 2.3.8): a bare LF is
/// content, so that no message can smuggle a command.
/// </summary>
internal sealed class SmtpReader(PipeReader input)
{
    /// <summary>Commands may have arguments of any extension: more than RFC 5321's 512 octets, and still bounded.</summary>
    private const int MaxCommand = 4096;

    private static readonly byte[] Crlf = "\r\n"u8.ToArray();

    /// <summary>True when a whole line is here already: an answer may wait and go out together with the next (PIPELINING).</summary>
    public bool HasLine { get; private set; }

    /// <returns>The line without its end; null at the end of the connection; TooLong when it passed the limit, which drops it.</returns>
    public async ValueTask<(byte[]? Line, bool TooLong)> ReadCommandAsync(CancellationToken ct)
    {
        var line = await ReadLineAsync(MaxCommand, ct).ConfigureAwait(false);
        return (line?.Bytes, line?.TooLong ?? false);
    }

    /// <summary>Reads up to the line that is a single dot, and takes one dot off every line that begins with one (4.5.2).</summary>
    /// <returns>The message with its line ends as sent; null when the connection ended inside it; TooLong when it passed the limit, and was read to its end.</returns>
    public async ValueTask<(byte[]? Message, bool TooLong)> ReadMessageAsync(int limit, CancellationToken ct)
    {
        using var message = new MemoryStream();
        var tooLong = false;
        while (await ReadLineAsync(limit, ct).ConfigureAwait(false) is { } line)
        {
            if (line.Bytes is [(byte)'.'] && !line.TooLong)
            {
                return (message.ToArray(), tooLong);
            }

            var text = line.Bytes.AsMemory(line.Bytes is [(byte)'.', ..] ? 1 : 0);
            tooLong |= line.TooLong || message.Length + text.Length + 2 > limit;
            if (!tooLong)
            {
                message.Write(text.Span);
                message.Write(Crlf);
            }
        }

        return (null, tooLong);
    }

    private async ValueTask<Line?> ReadLineAsync(int limit, CancellationToken ct)
    {
        var tooLong = false;
        while (true)
        {
            var read = await input.ReadAsync(ct).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (End(buffer) is { } end)
            {
                var content = buffer.Slice(0, end);
                tooLong |= content.Length > limit;
                var line = new Line(tooLong ? [] : content.ToArray(), tooLong);
                var rest = buffer.Slice(buffer.GetPosition(2, end));
                HasLine = End(rest) is not null;
                input.AdvanceTo(rest.Start);
                return line;
            }

            if (read.IsCompleted)
            {
                input.AdvanceTo(buffer.End);
                return null;
            }

            tooLong |= Drop(buffer, limit);
        }
    }

    // A line that grows past its limit is dropped as it comes, but for its last octet, which may be the CR of its end.
    private bool Drop(ReadOnlySequence<byte> buffer, int limit)
    {
        var over = buffer.Length > limit + 1;
        input.AdvanceTo(over ? buffer.GetPosition(buffer.Length - 1) : buffer.Start, buffer.End);
        return over;
    }

    private static SequencePosition? End(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> line, Crlf) ? line.End : null;
    }

    private sealed record Line(byte[] Bytes, bool TooLong);
}
