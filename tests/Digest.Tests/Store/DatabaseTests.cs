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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ledger_that_was_delivered_from_is_never_begun_anew(bool empty)
    {
        var folder = Directory.CreateTempSubdirectory("digest-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "digest.db");
            await File.WriteAllTextAsync(file + ".deliver.lock", "", TestContext.Current.CancellationToken);
            if (empty)
            {
                await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
            }

            await using var database = Database.Sqlite(file);
            var error = await Should.ThrowAsync<InvalidOperationException>(() => database.ConnectAsync(TestContext.Current.CancellationToken));

            error.Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith(file), m => m.ShouldContain("Restore a backup"));
            (File.Exists(file) ? new FileInfo(file).Length : 0).ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_left_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("digest-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "digest.db");
            await File.WriteAllTextAsync(file, new string('x', 8192), TestContext.Current.CancellationToken);
            await using var database = Database.Sqlite(file);

            var error = await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ConnectAsync(TestContext.Current.CancellationToken));

            database.Explain(error).ShouldStartWith($"{file} is damaged");
            new FileInfo(file).Length.ShouldBe(8192);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
