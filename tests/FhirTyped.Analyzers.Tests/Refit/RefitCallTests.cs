using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Refit;

/// <summary>Calls of emitted Refit interfaces are judged as those of endpoints, with the same ids.</summary>
public sealed class RefitCallTests
{
    [Theory]
    [InlineData("_ = observations.{|FHT1101:Search|}(q => q.Patient.Is(id));")]
    [InlineData("_ = await observations.{|FHT1101:SearchAsync|}(q => q.Patient.Is(id), token);")]
    [InlineData("using var response = await observations.{|FHT1101:SearchWithResponseAsync|}(q => q.Patient.Is(id), token);")]
    [InlineData("_ = await observations.{|FHT1101:SearchByPostAsync|}(q => q.Patient.Is(id), token);")]
    [InlineData("await foreach (var one in observations.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\"))) { }")]
    [InlineData("_ = observations.Search(q => { q.Patient.Is(id); if (flag) { q.Category.Is(\"laboratory\"); } });")]
    [InlineData("_ = patients.Search(q => q.Id.Is(id).{|FHT1102:Birthdate|}.On(2000, 1, 1));")]
    [InlineData("_ = patients.{|FHT1111:Search|}(q => { });")]
    [InlineData("_ = patients.Search(q => q.{|FHT1003:Deceased|}.Is(true));")]
    [InlineData("_ = patients.Search(q => q.Identifier.Is(\"urn:mrn\", id));")]
    public Task Searches(string body) => RefitRun.VerifyAsync(body);

    [Theory]
    [InlineData("await patients.{|FHT1002:DeleteAsync|}(id);")]
    [InlineData("await patients.{|FHT1002:UpdateAsync|}(id, new Patient());")]
    [InlineData("await patients.{|FHT1010:CreateIfNoneExistAsync|}(new Patient(), \"identifier=x\");")]
    [InlineData("_ = await patients.ReadAsync(id, token);")]
    public Task MissingMethods(string body) => RefitRun.VerifyAsync(body);

    [Theory]
    [InlineData("await encounters.{|FHT1401:DeleteAsync|}(id, cancellationToken: token);")]
    [InlineData("await encounters.DeleteAsync(id, \"7\", token);")]
    [InlineData("await encounters.{|FHT1401:UpdateAsync|}(id, new Encounter { Id = id }, cancellationToken: token);")]
    [InlineData("using var response = await encounters.{|FHT1401:UpdateWithResponseAsync|}(id, new Encounter { Id = id }, cancellationToken: token);")]
    [InlineData("await encounters.UpdateAsync(id, new Encounter { Id = id }, \"7\", token);")]
    [InlineData("await encounters.UpdateAsync(id, new Encounter { Id = id, Meta = new Meta { VersionId = \"7\" } }, cancellationToken: token);")]
    [InlineData("await encounters.{|FHT1401:PatchAsync|}(id, new JsonPatch().Remove(\"/status\"), cancellationToken: token);")]
    [InlineData("await encounters.PatchAsync(id, new JsonPatch { VersionId = \"7\" }.Remove(\"/status\"), cancellationToken: token);")]
    [InlineData("await writers.DeleteAsync(id, cancellationToken: token);")]
    public Task Versions(string body) => RefitRun.VerifyAsync(body);

    [Theory]
    [InlineData("foreach (var one in ids) { _ = await patients.{|FHT1501:ReadAsync|}(one, token); }")]
    [InlineData("_ = await patients.{|FHT1504:ReadAsync|}(id);")]
    [InlineData("while (true) { try { await writers.{|FHT1402:CreateWithResponseAsync|}(new Patient(), token); break; } catch (Exception) { } }")]
    public Task Use(string body) => RefitRun.VerifyAsync(body);

    [Theory]
    [InlineData("_ = observations.Search(q => q.Patient.Is(id));", "_ = observations.Search(q => q.Patient.Is(id).Category.Is(\"laboratory\"));")]
    [InlineData("_ = await observations.SearchAsync(q => q.Patient.Is(id), token);", "_ = await observations.SearchAsync(q => q.Patient.Is(id).Category.Is(\"laboratory\"), token);")]
    public Task MissingCriterion_IsPutIn(string before, string after) => RefitRun.VerifyFixAsync("FHT1101", before, after, "Add Category");
}
