namespace Digest.Templates;

/// <summary>Finds the folder of templates.</summary>
internal static class TemplateFolder
{
    /// <returns>The operator's folder, then the one shipped beside the binary, where they are two.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder named does not exist, or there is none at all.</exception>
    public static IReadOnlyList<string> Roots(string? directory)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "templates");
        var chosen = string.IsNullOrWhiteSpace(directory) ? Nearest() ?? shipped : Path.GetFullPath(directory);
        if (!Directory.Exists(chosen))
        {
            throw new DirectoryNotFoundException($"Templates:Directory: there is no folder {chosen}.");
        }

        return Directory.Exists(shipped) && chosen != shipped ? [chosen, shipped] : [chosen];
    }

    private static string? Nearest()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var templates = Path.Combine(folder.FullName, "templates");
            // Another program's folder of that name must not be taken for ours.
            if (Directory.Exists(Path.Combine(templates, "locales")))
            {
                return templates;
            }
        }

        return null;
    }
}
