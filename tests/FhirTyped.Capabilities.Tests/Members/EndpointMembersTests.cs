using FhirTyped.Capabilities.Tests.Judging;

namespace FhirTyped.Capabilities.Tests.Members;

public sealed class EndpointMembersTests
{
    [Theory]
    [InlineData("History", 0, "[type]/_history")]
    [InlineData("History", 1, "[type]/[id]/_history")]
    [InlineData("Search", 1, "[type]")]
    [InlineData("Everything", 1, "[type]/[id]/$everything")]
    [InlineData("ConditionalDeleteMultipleAsync", 1, "[type]")]
    [InlineData("ReadAsync", 7, "[type]/[id]")]
    public void Call_IsFoundByNameAndArguments(string name, int arguments, string path) => Assert.Equal(path, EndpointMembers.Find(name, arguments)!.Path);

    [Fact]
    public void OtherNames_AreNone() => Assert.Null(EndpointMembers.Find("Read", 1));

    [Fact]
    public void Rows_SayWhatTheyNeed_AndAreAsynchronousWhereTheirNameSaysSo() => Assert.All(EndpointMembers.All, static member =>
    {
        Assert.True(member.Interactions != FhirInteraction.None || member.Operation.Length > 0, member.Name);
        Assert.Equal(member.Name.EndsWith("Async", StringComparison.Ordinal), member.IsAsynchronous);
        Assert.Equal(member.Operation.Length > 0, member.Path.Contains('$'));
        Assert.True(!member.Parameters.Contains("string id") || member.Path.Contains("[id]"), member.Name);
    });

    [Fact]
    public void EachInteractionOfAType_AndEachCondition_HasAMember()
    {
        FhirInteraction[] ofTheSystem = [FhirInteraction.None, FhirInteraction.Transaction, FhirInteraction.Batch, FhirInteraction.SearchSystem, FhirInteraction.HistorySystem];

        // These two say what a write or a history means, and are no requests of their own.
        ConditionalSupport[] behaviours = [ConditionalSupport.None, ConditionalSupport.UpdateCreate, ConditionalSupport.ReadHistory];

        Assert.Equal(Enum.GetValues<FhirInteraction>().Except(ofTheSystem).Order(), EndpointMembers.All.SelectMany(static member => member.Interactions.Each()).Distinct().Order());
        Assert.Equal(Enum.GetValues<ConditionalSupport>().Except(behaviours).Order(), EndpointMembers.All.Select(static member => member.Condition).Distinct().Except(behaviours).Order());
    }

    [Fact]
    public void ServerThatDeletesEveryMatch_HasNoDeleteOfOneAtMost()
    {
        var judge = new CapabilityJudge(JudgedPlatform.With().Manifest with
        {
            Resources = new([.. JudgedPlatform.With().Manifest.Resources.Select(static resource => resource with { Conditional = resource.Conditional | ConditionalSupport.DeleteMultiple })]),
        });

        Assert.Equal(CapabilityIds.Conditional, judge.JudgeConditional("Patient", ConditionalSupport.DeleteSingle).Id);
        Assert.True(judge.JudgeConditional("Patient", ConditionalSupport.DeleteMultiple).IsSupported);
        Assert.Empty(judge.JudgeRequest("DELETE", "Patient?family=a"));
        Assert.False(judge.JudgeMember("Patient", EndpointMembers.Find("ConditionalDeleteAsync", 1)!).IsSupported);
    }
}
