using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Store;

public sealed class DatabaseTests
{
    [Fact]
    public async Task A_new_file_and_what_stands_beside_it_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("digest-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "digest.db");
            await using var database = Database.Sqlite(file);
            await using var open = await database.ConnectAsync(TestContext.Current.CancellationToken);
            await database.WriteAsync(s => s.ExecuteAsync("CREATE TABLE t (a TEXT)"), TestContext.Current.CancellationToken);

            foreach (var path in folder.GetFiles().Select(f => f.FullName))
            {
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
            }

            folder.GetFiles().Length.ShouldBe(3);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
