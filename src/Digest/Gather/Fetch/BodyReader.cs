using System.Buffers;
using System.IO.Compression;

namespace Digest.Gather.Fetch;

/// <summary>A body that is larger than allowed, or packed in a way nobody here can unpack; the message says which.</summary>
public sealed class BodyException(string message) : Exception(message);

/// <summary>Unpacks and reads a body into a rented buffer, and stops at the limit however small the packed bytes are.</summary>
public static class BodyReader
{
    private const int MostLayers = 2;
    private const int FirstBytes = 32 * 1024;
    private const int LargestPooled = 1024 * 1024;

    /// <param name="encodings">Content-Encoding, in the order applied.</param>
    /// <param name="limit">Most bytes, unpacked.</param>
    /// <returns>A buffer from the shared pool, which the caller returns, and how much of it is used.</returns>
    /// <exception cref="BodyException">Too large, packed too often, or in an unknown way.</exception>
    /// <exception cref="InvalidDataException">The packed bytes are broken.</exception>
    public static async Task<(byte[] Rented, int Length)> ReadAsync(Stream body, IEnumerable<string> encodings, int limit, CancellationToken ct)
    {
        var layers = encodings.Select(e => e.Trim().ToLowerInvariant()).Where(e => e.Length > 0 && e != "identity").Reverse().ToList();
        if (layers.Count > MostLayers)
        {
            throw new BodyException($"the body is packed {layers.Count} times over");
        }

        var stream = await PeekedStream.OpenAsync(body, ct).ConfigureAwait(false);
        // Some servers send a stored .gz file without saying so, others say gzip and send plain text: the first bytes decide.
        if (layers.Count == 0 && stream.IsGzip)
        {
            layers.Add("gzip");
        }

        Stream unpacked = stream;
        foreach (var layer in layers)
        {
            unpacked = Unpack(unpacked, layer);
        }

        await using (unpacked.ConfigureAwait(false))
        {
            return await FillAsync(unpacked, limit, ct).ConfigureAwait(false);
        }
    }

    private static Stream Unpack(Stream stream, string encoding) => encoding switch
    {
        "gzip" or "x-gzip" => stream is PeekedStream { IsGzip: false, IsText: true } ? stream : new GZipStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        // "deflate" means zlib (RFC 9110, 8.4.1.2), but raw deflate is met as well: zlib's first byte tells.
        "deflate" => stream is PeekedStream { IsZlib: false } ? new DeflateStream(stream, CompressionMode.Decompress) : new ZLibStream(stream, CompressionMode.Decompress),
        _ => throw new BodyException($"the body is packed as '{encoding}', which was not asked for"),
    };

    private static async Task<(byte[], int)> FillAsync(Stream stream, int limit, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBytes, limit + 1));
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length, limit);
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length), ct).ConfigureAwait(false);
                if (read == 0)
                {
                    return (buffer, length);
                }

                length += read;
                if (length > limit)
                {
                    throw new BodyException($"the body is larger than {limit / 1024:N0} KiB (Gather:MaxBodyBytes)");
                }
            }
        }
        catch
        {
            Return(buffer);
            throw;
        }
    }

    /// <summary>Takes a buffer back. Large ones are left to the collector: a pool would keep one for every bomb it met.</summary>
    public static void Return(byte[] buffer)
    {
        if (buffer.Length <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int length, int limit)
    {
        var size = Math.Min(Math.Max(buffer.Length * 2L, FirstBytes), limit + 1L);
        var larger = size <= LargestPooled ? ArrayPool<byte>.Shared.Rent((int)size) : GC.AllocateUninitializedArray<byte>((int)size);
        buffer.AsSpan(0, length).CopyTo(larger);
        Return(buffer);
        return larger;
    }
}
