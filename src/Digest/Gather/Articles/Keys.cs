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
    public static long Of(string text) => unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())));

    /// <summary>32 hexadecimal digits over fields, told apart even where one's end is another's beginning.</summary>
    public static string Hash(params ReadOnlySpan<string?> fields)
    {
        var most = fields.Length;
        foreach (var field in fields)
        {
            most += Encoding.UTF8.GetMaxByteCount(field?.Length ?? 0);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(most);
        var length = 0;
        foreach (var field in fields)
        {
            length += Encoding.UTF8.GetBytes(field, bytes.AsSpan(length));
            bytes[length++] = 0x1f;
        }

        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(bytes.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash);
    }
}
