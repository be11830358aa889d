namespace Digest.Stories.Text;

/// <summary>A word as a number of 32 bits: FNV-1a over its UTF-16 letters (Fowler, Noll, Vo).</summary>
internal static class WordHash
{
    /// <summary>The offset basis: what hashing begins with.</summary>
    public const uint Seed = 2166136261;

    /// <param name="seed"><see cref="Seed"/>, or the hash of what stands before.</param>
    /// <param name="text">The letters.</param>
    public static uint Of(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            seed = (seed ^ c) * 16777619;
        }

        return seed;
    }

    /// <summary>Where a hash belongs in a table of a power of 2 of slots: multiplicative (Knuth), for the low bits of FNV are its weak ones.</summary>
    public static int Slot(uint hash, int slots) => (int)((hash * 2654435769u) >> (System.Numerics.BitOperations.LeadingZeroCount((uint)slots) + 1));
}
