namespace Digest.Tests.Support;

/// <summary>Where the checkout is: found by its solution file, upwards from the test binary.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Digest.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Digest.sln above {from}: run the tests from a checkout.");
    }
}
