using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Gather.Articles;

/// <summary>Short fingerprints of text.</summary>
internal static class Keys
{
    /// <summary>The first 64 bits of SHA-256: among a million articles of one title two meet by chance once in 10⁷ worlds.</summary>
    public static long Of(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(text, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

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

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static void Hash(string text, Span<byte> into)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > 4096)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(text), into);
            return;
        }

        Span<byte> bytes = stackalloc byte[most];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], into);
    }
}
