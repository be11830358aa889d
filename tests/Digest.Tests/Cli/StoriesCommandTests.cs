using System.Text.Json;

using Digest.Cli;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Cli;

public sealed class StoriesCommandTests
{
    [Fact]
    public async Task Prints_each_topic_with_its_sub_topic_how_sure_it_is_and_why()
    {
        await using var room = await Stories.Newsroom.OpenAsync();
        await room.PublishAsync("Courier", "Rates rise again", feedSection: "Economy", hoursAgo: 3);
        await room.RunAsync();
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        var article = await room.PublishAsync("Herald", "Goalkeeper saves penalty as striker misses", feedSection: "Sport");
        await room.PublishAsync("Courier", "A quiet Tuesday in the old town");
        var report = await room.RunAsync();

        var printed = Print(StoriesCommand.Printed(report, await room.Database.ReadAsync(s => StoryStore.PlacedTopicsAsync(s, room.Clock.GetUtcNow()))));

        printed.GetProperty("articles").GetInt32().ShouldBe(2);
        printed.GetProperty("withTopic").GetInt32().ShouldBe(1);
        var topic = printed.GetProperty("topics").EnumerateArray().ShouldHaveSingleItem();
        topic.GetProperty("articleId").GetInt64().ShouldBe(article);
        topic.GetProperty("storyId").GetInt64().ShouldBe(await room.StoryOfAsync(article));
        topic.GetProperty("topic").GetString().ShouldBe("sport");
        topic.GetProperty("subtopic").GetString().ShouldBe("soccer");
        topic.GetProperty("code").GetString().ShouldBe("20001065");
        topic.GetProperty("confidence").GetDouble().ShouldBeInRange(0.95, 1);
        topic.GetProperty("why").GetString().ShouldNotBeNull().ShouldStartWith("section 'Sport'");
    }

    private static JsonElement Print(object value) => JsonSerializer.SerializeToElement(value, Mapping.Json);
}
