namespace Digest.Deliver.Doctor;

/// <summary>Tag lists of DKIM and DMARC records: <c>v=DMARC1; p=none</c>.</summary>
internal static class Tags
{
    /// <summary>Names in lower case; of a repeated one the first counts.</summary>
    public static Dictionary<string, string> Of(string record)
    {
        var tags = new Dictionary<string, string>();
        foreach (var pair in record.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                tags.TryAdd(pair[..at].Trim().ToLowerInvariant(), pair[(at + 1)..].Trim());
            }
        }

        return tags;
    }
}
