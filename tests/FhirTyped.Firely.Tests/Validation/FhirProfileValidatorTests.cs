using FhirTyped.R4;

namespace FhirTyped.Firely.Tests.Validation;

[Collection(nameof(ValidatorFixture))]
public sealed class FhirProfileValidatorTests(ValidatorFixture fixture)
{
    public static TheoryData<string> WrongNames => [.. HarborPatients.Wrong.Keys];

    [Fact]
    public async Task WhatConforms_IsValid_InEitherModelAndAsBytes()
    {
        var patient = HarborPatients.Make(HarborPatients.Valid);
        var results = new[]
        {
            await fixture.Validator.ValidateAsync(patient, HarborPatients.Profile),
            await fixture.Validator.ValidateAsync(UncheckedJson.Read(HarborPatients.Utf8(HarborPatients.Valid)), HarborPatients.Profile),
            await fixture.Validator.ValidateJsonAsync(HarborPatients.Utf8(HarborPatients.Valid), HarborPatients.Profile),
        };

        Assert.All(results, static result => Assert.True(result.IsValid, result.Describe()));
        Assert.All(results, static result => Assert.Equal("Patient", result.ResourceType));
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task WhatIsWrong_IsFound_WithItsPlaceAndWithoutItsValue(string name)
    {
        var (json, expected) = HarborPatients.Wrong[name];

        var result = await fixture.Validator.ValidateJsonAsync(HarborPatients.Utf8(json), HarborPatients.Profile);

        Assert.False(result.IsValid);
        Assert.Contains(expected, result.Describe());
        Assert.DoesNotContain("Secret", result.Describe() + result);
        Assert.True(result.Outcome.HasErrors);
        Assert.Equal(result.FirelyOutcome.Issue.Count, result.Outcome.Issue.Count);
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task TheModelsOfBothKinds_AreJudgedAsTheirBytes(string name)
    {
        var json = HarborPatients.Utf8(HarborPatients.Wrong[name].Json);

        var expected = (await fixture.Validator.ValidateJsonAsync(json, HarborPatients.Profile)).Describe();
        var own = await fixture.Validator.ValidateAsync(FhirJson.Read<Patient>(json), HarborPatients.Profile);
        var firely = await fixture.Validator.ValidateAsync(UncheckedJson.Read(json), HarborPatients.Profile);

        Assert.Equal(expected, own.Describe());
        Assert.Equal(expected, firely.Describe());
    }

    [Theory]
    [InlineData("|2.1.0")]
    [InlineData("")]
    public async Task AClaimedProfile_IsLookedAt_WithAndWithoutItsVersion(string version)
    {
        // The definition itself names no version: it has its package's.
        var patient = new Patient { Meta = new() { Profile = { HarborPatients.Profile + version } } };

        var result = await fixture.Validator.ValidateAsync(patient);

        Assert.Contains("Patient.identifier: invalid (1028)", result.Describe());
    }

    [Fact]
    public async Task AClaimedProfileOfAnotherVersion_IsAnErrorUnlessItIsToBeAWarning()
    {
        var patient = HarborPatients.Make(HarborPatients.Valid);
        patient.Meta = new() { Profile = { HarborPatients.Profile + "|9.9.9" } };
        var forgiving = new FhirProfileValidator(new FhirProfileValidatorOptions { UnknownProfiles = UnknownProfileHandling.Warning, MaximumConcurrency = 1 }.AddPackage(ValidatorFixture.Package));

        var strict = await fixture.Validator.ValidateAsync(patient);
        var softened = await forgiving.ValidateAsync(patient);

        Assert.Contains("(4000)", strict.Describe());
        Assert.True(softened.IsValid, softened.Describe());
        Assert.Contains(softened.Outcome.Issue, static issue => issue.Severity?.Value == IssueSeverity.Warning && issue.Details?.Coding[0].Code == "4000");
    }

    [Fact]
    public async Task AProfileThatIsAskedFor_AndNotThere_IsAnExceptionThatNamesIt()
    {
        var unknown = await Assert.ThrowsAsync<FhirProfileException>(() => fixture.Validator.ValidateAsync(new Patient(), "https://harbor.example.org/nowhere"));
        var older = await Assert.ThrowsAsync<FhirProfileException>(() => fixture.Validator.ValidateAsync(new Patient(), HarborPatients.Profile + "|1.0.0"));
        var noProfile = await Assert.ThrowsAsync<FhirProfileException>(() => fixture.Validator.ValidateAsync(new Patient(), "https://harbor.example.org/fhir/ValueSet/harbor-household"));

        Assert.Contains("https://harbor.example.org/nowhere", unknown.Message);
        Assert.Contains("2.1.0", older.Message);
        Assert.Contains("no profile", noProfile.Message);
    }

    [Fact]
    public async Task AProfileOfAnotherType_IsAnError() =>
        Assert.False((await fixture.Validator.ValidateAsync(new Observation { Status = ObservationStatus.Final, Code = new() { Text = "x" } }, HarborPatients.Profile)).IsValid);

    [Fact]
    public async Task ProfilesOfTheOptions_HoldForTheirType_ButNotForWhatIsContained()
    {
        var options = new FhirProfileValidatorOptions { MaximumConcurrency = 1, Profiles = { ["Patient"] = HarborPatients.Profile } }.AddPackage(ValidatorFixture.Package);
        var validator = new FhirProfileValidator(options);
        var observation = new Observation
        {
            Status = ObservationStatus.Final,
            Code = new() { Text = "x" },
            Subject = new() { Reference = "#p" },
            Contained = { new Patient { Id = "p" } },
        };

        Assert.False((await validator.ValidateAsync(new Patient())).IsValid);
        Assert.True((await validator.ValidateAsync(observation)).IsValid);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[null]}""")]
    [InlineData("""{"resourceType":"Patient","gender":"male","gender":"female"}""")]
    [InlineData("""{"resourceType":"Patient"} {}""")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":1,"multipleBirthBoolean":true}""")]
    [InlineData("""{"resourceType":"Patient","name":[[{"family":"x"}]]}""")]
    [InlineData("""{"resourceType":"Patient","name":[]}""")]
    [InlineData("""{"resourceType":"Patient","active":null}""")]
    [InlineData("""{"resourceType":"Pterodactyl"}""")]
    [InlineData("""{"resourceType":"Patient","contained":[{"resourceType":"Pterodactyl"}]}""")]
    [InlineData("""{"name":[]}""")]
    [InlineData("[]")]
    [InlineData("""{"resourceType":"Patient",""")]
    [InlineData("")]
    public async Task WhatIsNoFhirJson_IsAResultThatIsNotValid(string json)
    {
        var result = await fixture.Validator.ValidateJsonAsync(HarborPatients.Utf8(json));

        Assert.False(result.IsValid);
        Assert.NotEmpty(result.Describe());
        Assert.True(result.Outcome.HasErrors);
    }

    [Fact]
    public async Task TwoHundredAtOnce_AreJudgedAsOneByOne()
    {
        var all = HarborPatients.Wrong.Values.Select(static wrong => wrong.Json).Append(HarborPatients.Valid).Select(HarborPatients.Utf8).ToArray();
        // Half of them with the profile and half without: a validator that two have at once would take the one for the other.
        string? ProfileOf(int i) => i % 2 == 0 ? HarborPatients.Profile : null;
        var expected = new List<string>();
        for (var i = 0; i < 2 * all.Length; i++)
        {
            expected.Add(TextOf(await fixture.Validator.ValidateJsonAsync(all[i / 2], ProfileOf(i))));
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => TextOf(await fixture.Validator.ValidateJsonAsync(all[i / 2 % all.Length], ProfileOf(i)))));

        Assert.True(expected.Where(static (_, i) => i % 2 == 0).Distinct().Count() == all.Length, "The patients are judged alike.");
        Assert.All(results.Index(), one => Assert.Equal(expected[one.Index % expected.Count], one.Item));

        static string TextOf(FhirProfileValidationResult result) => System.Text.Encoding.UTF8.GetString(FhirJson.ToUtf8Bytes(result.Outcome));
    }

    [Fact]
    public async Task TwoHundredAtOnce_OverAColdValidator_AreJudgedTheSame()
    {
        // All of it is read and prepared while they wait for each other.
        var cold = new FhirProfileValidator(new FhirProfileValidatorOptions { MaximumConcurrency = 4 }.AddPackage(ValidatorFixture.Package));
        var wrong = HarborPatients.Wrong.Values.Select(static one => (Json: HarborPatients.Utf8(one.Json), one.Expected)).ToArray();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => cold.ValidateJsonAsync(wrong[i % wrong.Length].Json, HarborPatients.Profile)));

        Assert.All(results.Index(), one => Assert.Contains(wrong[one.Index % wrong.Length].Expected, one.Item.Describe()));
    }

    [Fact]
    public async Task TheFirstResult_IsJudgedAsTheLaterOnes()
    {
        // R4's constraint ref-1 says nothing of a reference that is only a text; the SDK puts it right, and has to do so before it is copied.
        var cold = new FhirProfileValidator(new FhirProfileValidatorOptions { MaximumConcurrency = 1 });
        var patient = new Patient { ManagingOrganization = new() { Display = "x" } };

        var first = await cold.ValidateAsync(patient);
        var second = await cold.ValidateAsync(patient);

        Assert.True(first.IsValid, first.Describe());
        Assert.True(second.IsValid, second.Describe());
    }

    [Fact]
    public async Task ACancelledValidation_Ends_AndTheValidatorWorksOn()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Validator.ValidateJsonAsync(HarborPatients.Utf8(HarborPatients.Valid), null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Validator.WarmUpAsync(null, cancelled.Token));

        using var during = new CancellationTokenSource();
        var large = new Bundle { Type = BundleType.Collection };
        large.Entry.AddRange(Enumerable.Range(0, 400).Select(static i => new BundleEntry { FullUrl = "urn:uuid:" + i, Resource = HarborPatients.Make(HarborPatients.Valid) }));
        var running = Enumerable.Range(0, 6).Select(_ => fixture.Validator.ValidateAsync(large, null, during.Token)).ToArray();
        await during.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(running));
        Assert.True((await fixture.Validator.ValidateJsonAsync(HarborPatients.Utf8(HarborPatients.Valid), HarborPatients.Profile)).IsValid);
    }

    [Fact]
    public async Task WarmUp_FailsWhereAProfileOfTheOptionsIsNotThere()
    {
        var options = new FhirProfileValidatorOptions { Profiles = { ["Patient"] = "https://harbor.example.org/nowhere" } }.AddPackage(ValidatorFixture.Package);

        await Assert.ThrowsAsync<FhirProfileException>(() => new FhirProfileValidator(options).WarmUpAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void ANumberOfValidatorsOutOfItsRange_IsRefused(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FhirProfileValidator(new FhirProfileValidatorOptions { MaximumConcurrency = number }));
}
