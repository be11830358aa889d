using System.Buffers;

namespace Digest.Gather.Clean;

/// <summary>
/// Parts of words that tell whether a slow look at a text is worth it. They are searched for eight at a time: that many the vectorized search keeps
/// apart, and of more it takes one for another so often that looking again costs five times the search.
/// </summary>
internal sealed class Marks(params string[] parts)
{
    private const int AtOnce = 8;

    private readonly SearchValues<string>[] groups = [.. parts.Chunk(AtOnce).Select(some => SearchValues.Create(some, StringComparison.Ordinal))];

    public bool AnyIn(ReadOnlySpan<char> text)
    {
        foreach (var group in groups)
        {
            if (text.ContainsAny(group))
            {
                return true;
            }
        }

        return false;
    }
}
