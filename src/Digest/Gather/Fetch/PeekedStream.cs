namespace Digest.Gather.Fetch;

/// <summary>A stream whose first two bytes were looked at and are still to be read.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _rest;
    private readonly byte[] _first = new byte[2];
    private int _length;
    private int _given;

    private PeekedStream(Stream rest) => _rest = rest;

    public bool IsGzip => _length == 2 && _first[0] == 0x1f && _first[1] == 0x8b;

    /// <summary>CMF and FLG of RFC 1950: method 8, and together a multiple of 31.</summary>
    public bool IsZlib => _length == 2 && (_first[0] & 0x0f) == 8 && (((_first[0] << 8) | _first[1]) % 31) == 0;

    /// <summary>Begins as XML, JSON or HTML do: '&lt;', '{', white space, or a byte order mark.</summary>
    public bool IsText => _length > 0 && (_first[0] is (byte)'<' or (byte)'{' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xef or 0xfe or 0xff);

    public static async Task<PeekedStream> OpenAsync(Stream stream, CancellationToken ct)
    {
        var peeked = new PeekedStream(stream);
        peeked._length = await stream.ReadAtLeastAsync(peeked._first, 2, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return peeked;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _given < _length ? ValueTask.FromResult(Give(buffer.Span)) : _rest.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        _given < _length ? Give(buffer.AsSpan(offset, count)) : _rest.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Give(Span<byte> buffer)
    {
        var n = Math.Min(buffer.Length, _length - _given);
        _first.AsSpan(_given, n).CopyTo(buffer);
        _given += n;
        return n;
    }
}
