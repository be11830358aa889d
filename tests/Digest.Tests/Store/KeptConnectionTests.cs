using System.Data.Common;

using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Store;

public sealed class KeptConnectionTests
{
    [Fact]
    public async Task What_throws_is_undone_and_the_connection_goes_on()
    {
        await using var test = await TestDatabase.CreateAsync(migrate: false);
        var database = test.Database;
        using var kept = await database.KeepAsync(TestContext.Current.CancellationToken);
        await database.WriteOnAsync(kept, s => s.ExecuteAsync("CREATE TABLE t (a BIGINT PRIMARY KEY)"), TestContext.Current.CancellationToken);

        await Should.ThrowAsync<DbException>(() => database.WriteOnAsync(kept, async s =>
        {
            await s.ExecuteAsync("INSERT INTO t VALUES (1)");
            await s.ExecuteAsync("INSERT INTO t VALUES (1)");
        }, TestContext.Current.CancellationToken));
        await Should.ThrowAsync<InvalidOperationException>(() => database.WriteOnAsync(kept, async s =>
        {
            await s.ExecuteAsync("INSERT INTO t VALUES (2)");
            throw new InvalidOperationException("not this one");
        }, TestContext.Current.CancellationToken));
        await database.WriteOnAsync(kept, s => s.ExecuteAsync("INSERT INTO t VALUES (3)"), TestContext.Current.CancellationToken);

        (await database.ReadAsync(s => s.QueryAsync<long>("SELECT a FROM t"), TestContext.Current.CancellationToken)).ShouldBe([3]);
    }
}
