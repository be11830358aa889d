namespace Digest.Links;

/// <summary>The secrets behind links, 32 bytes or more each: the first makes tokens, all open them, so that keys can be rotated.</summary>
public sealed class LinkKeys
{
    private const int Least = 32;

    /// <exception cref="ArgumentException">No key, or one that is too short.</exception>
    public LinkKeys(IReadOnlyList<byte[]> keys)
    {
        if (keys.Count == 0 || keys.Any(k => k.Length < Least))
        {
            throw new ArgumentException($"Every link key must have {Least} bytes or more, and there must be one.", nameof(keys));
        }

        Secrets = keys;
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<byte[]> Secrets { get; }

    /// <summary>The configured keys, else those of the file, else those kept by the store, which makes one the first time.</summary>
    /// <exception cref="InvalidOperationException">A key is not base64 or too short; the message names the setting.</exception>
    public static LinkKeys Load(SiteOptions options, Func<string> kept)
    {
        if (!string.IsNullOrWhiteSpace(options.LinkKeys))
        {
            return Parse(options.LinkKeys.Split(','), "Site:LinkKeys");
        }

        if (!string.IsNullOrWhiteSpace(options.LinkKeysFile))
        {
            return Parse(File.ReadAllLines(options.LinkKeysFile), $"Site:LinkKeysFile ({options.LinkKeysFile})");
        }

        return Parse(kept().Split('\n'), "link.keys");
    }

    private static LinkKeys Parse(IEnumerable<string> lines, string where)
    {
        try
        {
            return new LinkKeys([.. lines.Select(l => l.Trim()).Where(l => l.Length > 0).Select(Convert.FromBase64String)]);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"{where}: each key must be base64 of {Least} bytes or more (openssl rand -base64 32 makes one). {error.Message}", error);
        }
    }
}
