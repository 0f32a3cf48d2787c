
namespace FhirTyped.Hostile.Tests;

/// <summary>
/// Every call with every hostile answer, over a real connection to a server that is none of ours: it ends with the right exception, asks once, and
/// tells nothing of what the server wrote.
/// </summary>
public sealed class HostileAnswerTests
{
    public static TheoryData<string> Names => [.. HostileAnswers.All.Select(static answer => answer.Name)];

    [Fact]
    public void ThereAreEnoughOfThem_AndNoneTwice()
    {
        var names = HostileAnswers.All.Select(static answer => answer.Name).ToList();

        Assert.InRange(names.Count, 70, int.MaxValue);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(HostileAnswers.All, static answer => Assert.Equal(HostileCall.Names.Count, answer.Expected.Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryCall_EndsAsItShould_AfterOneTry(string name)
    {
        var answer = HostileAnswers.All.Single(answer => answer.Name == name);
        var calls = await Task.WhenAll(Enumerable.Range(0, HostileCall.Names.Count).Select(call => HostileCall.SendAsync(call, answer)));

        Assert.Equal(answer.Expected, string.Concat(calls.Select(static call => HostileAnswer.LetterOf(call.Error))));
        Assert.All(calls, call => Assert.True(call.Requests.Count == 1 || (answer.IsSilent && call.Requests.All(static request => request.Method == "GET"))));
        Assert.All(calls, static call =>
        {
            Assert.DoesNotContain("Mustermann", call.Error?.ToString() ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain(HostileCall.Id, call.Error?.Message ?? "", StringComparison.Ordinal);
        });
    }
}
