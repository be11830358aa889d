namespace Digest.Compose;

/// <summary>Shortens a line at a word.</summary>
internal static class Cut
{
    public static string AtWord(string line, int length)
    {
        if (line.Length <= length)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', length - 1);
        var end = space > length / 2 ? space : length - 1;
        // Half of a surrogate pair is no character.
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)].TrimEnd(',', ';', ':', '-', '–', ' ') + "…";
    }
}
