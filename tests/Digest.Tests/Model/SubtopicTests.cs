using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class SubtopicTests
{
    [Fact]
    public void Knows_each_once_under_a_topic_of_the_seventeen()
    {
        Subtopic.All.Count.ShouldBeGreaterThan(80);
        Subtopic.All.Select(s => s.Key).ShouldBeUnique();
        Subtopic.All.Select(s => s.Code).ShouldBeUnique();
        Topic.All.ShouldAllBe(t => Subtopic.All.Any(s => s.Parent == t));
    }

    [Fact]
    public void Finds_one_by_its_code()
    {
        Subtopic.Find("20001065")!.Key.ShouldBe("soccer");
        Subtopic.Find("20001065")!.Parent.Key.ShouldBe("sport");
        Subtopic.Find("15000000").ShouldBeNull();
        Subtopic.Find(null).ShouldBeNull();
    }
}
