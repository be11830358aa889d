using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Digest.Gather.Articles;

/// <summary>
/// Short fingerprints of text (XXH3). They need not withstand an adversary: a title can only make its own articles meet, which it
/// can do with equal guids as well. A cryptographic hash was a fifth of the cost of gathering.
/// </summary>
internal static class Keys
{
    /// <summary>64 bits: among a million articles of one title two meet by chance once in 10⁷ worlds.</summary>
    public static long Of(string text) => Seeded(text, 0);

    /// <summary>The same over two texts.</summary>
    public static long Of(string first, string second) => Seeded(second, Of(first));

    private static long Seeded(string text, long seed) => unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), seed));

    /// <summary>32 hexadecimal digits over fields, then a list's; told apart even where one's end is another's beginning.</summary>
    public static string Hash(ReadOnlySpan<string?> fields, IReadOnlyList<string> list)
    {
        var most = 0;
        foreach (var field in fields)
        {
            most += Most(field);
        }

        for (var i = 0; i < list.Count; i++)
        {
            most += Most(list[i]);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(most);
        var length = 0;
        foreach (var field in fields)
        {
            length += Put(field, bytes.AsSpan(length));
        }

        for (var i = 0; i < list.Count; i++)
        {
            length += Put(list[i], bytes.AsSpan(length));
        }

        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(bytes.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash);
    }

    private static int Most(string? field) => Encoding.UTF8.GetMaxByteCount(field?.Length ?? 0) + 1;

    private static int Put(string? field, Span<byte> bytes)
    {
        var length = Encoding.UTF8.GetBytes(field, bytes);
        bytes[length] = 0x1f;
        return length + 1;
    }
}
