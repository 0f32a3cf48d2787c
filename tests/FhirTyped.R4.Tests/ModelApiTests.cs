namespace FhirTyped.R4.Tests;

/// <summary>What the model offers beyond its properties.</summary>
public sealed class ModelApiTests
{
    [Theory]
    [InlineData("Patient/123", ReferenceKind.Relative, null, "Patient", "123", null)]
    [InlineData("Patient/123/_history/4", ReferenceKind.Relative, null, "Patient", "123", "4")]
    [InlineData("https://example.org/fhir/Patient/123", ReferenceKind.Absolute, "https://example.org/fhir", "Patient", "123", null)]
    [InlineData("http://example.org/Patient/1/_history/2", ReferenceKind.Absolute, "http://example.org", "Patient", "1", "2")]
    [InlineData("urn:uuid:4dfc6d1a-5a3e-4c5b-8a0e-0d1a2b3c4d5e", ReferenceKind.Urn, null, null, null, null)]
    [InlineData("#med1", ReferenceKind.Contained, null, null, "med1", null)]
    [InlineData("#", ReferenceKind.Contained, null, null, "", null)]
    [InlineData("", ReferenceKind.Other, null, null, null, null)]
    [InlineData(null, ReferenceKind.Other, null, null, null, null)]
    [InlineData("Nothing/123", ReferenceKind.Other, null, null, null, null)]
    [InlineData("fhir/Patient/123", ReferenceKind.Other, null, null, null, null)]
    [InlineData("https://example.org", ReferenceKind.Other, null, null, null, null)]
    [InlineData("Patient/", ReferenceKind.Other, null, null, null, null)]
    public void Reference_IsTakenApart(string? text, ReferenceKind kind, string? baseUrl, string? type, string? id, string? version)
    {
        var url = new ResourceReference { Reference = text }.Url;

        Assert.Equal((kind, baseUrl, type, id, version), (url.Kind, url.BaseUrl, url.ResourceType, url.Id, url.VersionId));
        Assert.Equal(text ?? "", url.ToString());
    }

    [Fact]
    public void Reference_IsMadeFromTypeAndResource()
    {
        Assert.Equal("Task/7", ResourceReference.To<FhirTask>("7").Reference);
        Assert.Equal("Patient/1", new Patient { Id = "1" }.ToReference().Reference);
        Assert.Throws<InvalidOperationException>(() => new Patient().ToReference());
        var request = new MedicationRequest { Contained = { new Medication { Id = "m" } }, Medication = ResourceReference.ToContained("m") };
        Assert.Same(request.Contained[0], request.FindContained(request.MedicationReference!));
    }

    [Theory]
    [InlineData("Patient/123/_history/4", null, "Patient", "123")]
    [InlineData("https://example.org/fhir/Observation/1", null, "Observation", "1")]
    [InlineData("#med1", "Medication", "Medication", "med1")]
    [InlineData("urn:uuid:4dfc6d1a-5a3e-4c5b-8a0e-0d1a2b3c4d5e", "Patient", "Patient", null)]
    [InlineData("Nothing/1", "http://example.org/Nothing", null, null)]
    [InlineData(null, "Patient", "Patient", null)]
    public void Reference_TellsTypeAndIdOfItsResource(string? text, string? type, string? expectedType, string? expectedId)
    {
        var reference = new ResourceReference { Reference = text, Type = type, Id = "own" };

        Assert.Equal((expectedType, expectedId), (reference.ResourceType, reference.ResourceId));
    }

    [Fact]
    public void DataTypes_AreMadeInOneExpression()
    {
        var observation = new Observation
        {
            Identifier = { new Identifier("urn:s", "1") },
            Code = new CodeableConcept("http://loinc.org", "718-7", "Hemoglobin"),
            Subject = new ResourceReference("Patient/1", "Ann"),
            Effective = new Period(new DateOnly(2025, 1, 2), new DateTimeOffset(2025, 1, 3, 4, 5, 6, TimeSpan.Zero)),
            Value = Quantity.Ucum(13.20m, "g/dL"),
            Component = { new ObservationComponent { Code = new CodeableConcept(new Coding("s", "c", "d")), Value = new Quantity(2, "tablets") } },
            Note = { new Annotation("n") },
            Extension = { new Extension("u", true) },
        };

        Assert.Equal(
            """{"resourceType":"Observation","extension":[{"url":"u","valueBoolean":true}],"identifier":[{"system":"urn:s","value":"1"}],"code":{"coding":[{"system":"http://loinc.org","code":"718-7"}],"text":"Hemoglobin"},"subject":{"reference":"Patient/1","display":"Ann"},"effectivePeriod":{"start":"2025-01-02","end":"2025-01-03T04:05:06Z"},"valueQuantity":{"value":13.20,"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"},"note":[{"text":"n"}],"component":[{"code":{"coding":[{"system":"s","code":"c","display":"d"}]},"valueQuantity":{"value":2,"unit":"tablets"}}]}""",
            FhirJson.ToJson(observation));
        Assert.Equal(
            """{"resourceType":"Patient","name":[{"family":"F","given":["A","B"]}],"telecom":[{"system":"phone","value":"1","use":"home"},{"system":"email","value":"2"}]}""",
            FhirJson.ToJson(new Patient
            {
                Name = { new HumanName("F", "A", "B") },
                Telecom = { new ContactPoint(ContactPointSystem.Phone, "1", ContactPointUse.Home), new ContactPoint(ContactPointSystem.Email, "2") },
            }));
    }

    [Fact]
    public void DataTypes_MadeOfNothing_AreRefused()
    {
        Action[] wrong =
        [
            () => _ = new Coding("", "c"), () => _ = new Coding("s", null!), () => _ = new CodeableConcept("s", ""), () => _ = new CodeableConcept((Coding)null!),
            () => _ = new Quantity(1, ""), () => _ = Quantity.Ucum(1, ""), () => _ = new ResourceReference(""), () => _ = new Identifier("s", ""),
            () => _ = new HumanName(""), () => _ = new HumanName("F", "A", ""), () => _ = new ContactPoint(ContactPointSystem.Phone, ""),
            () => _ = new Period(new FhirDate(2025), new FhirDate(2024)), () => _ = new Annotation(""), () => _ = new Extension("u", null!),
        ];

        Assert.All(wrong, action => Assert.ThrowsAny<ArgumentException>(action));
        Assert.NotNull(new Period(new FhirDate(2025), new FhirDate(2025, 3)));
    }

    [Fact]
    public void Extensions_AreFoundSetAndRemoved()
    {
        var patient = new Patient();
        patient.Extension.Set("http://example.org/a", true);
        patient.Extension.Set("http://example.org/a", "text");
        patient.Extension.Set("http://example.org/b", 1.50m);

        Assert.Equal("text", patient.Extension.Get("http://example.org/a")?.ValueString);
        Assert.Equal(1.50m, patient.Extension.Get("http://example.org/b")?.ValueDecimal);
        Assert.Equal(1, patient.Extension.RemoveAll("http://example.org/a"));
        Assert.Null(patient.Extension.Get("http://example.org/a"));
        Assert.Equal("""{"resourceType":"Patient","extension":[{"url":"http://example.org/b","valueDecimal":1.50}]}""", FhirJson.ToJson(patient));
    }

    [Fact]
    public void Bundle_TellsMatchesFromIncludesAndOutcomes()
    {
        var bundle = FhirJson.Read<Bundle>("""
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"a?b=%20c"},{"relation":"next","url":"x"}],"entry":[
            {"resource":{"resourceType":"Observation","id":"1"},"search":{"mode":"match"}},
            {"resource":{"resourceType":"Patient","id":"2"},"search":{"mode":"include"}},
            {"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"processing"}]},"search":{"mode":"outcome"}},
            {"fullUrl":"u","resource":{"resourceType":"Observation","id":"3"}}]}
            """u8);

        Assert.Equal(["1", "3"], bundle.Matches<Observation>().Select(o => o.Id));
        Assert.Equal(["1", "3"], bundle.Matches<Resource>().Select(o => o.Id));
        Assert.Equal("2", Assert.Single(bundle.Included<Patient>()).Id);
        Assert.False(Assert.Single(bundle.Outcomes).HasErrors);
        Assert.Equal(("a?b=%20c", "x", null), (bundle.SelfLink, bundle.NextLink, bundle.LinkOf("last")));
        Assert.Equal("3", bundle.Find("u")?.Resource?.Id);
    }

    [Fact]
    public void Parameters_AreFoundByName()
    {
        var parameters = new Parameters().Add("count", 3).Add("onlyCertainMatches", true).Add("resource", new Patient { Id = "p" });

        Assert.Equal(3, parameters.Get("count")?.ValueInteger);
        Assert.IsType<Patient>(parameters.Get("resource")?.Resource);
        Assert.Null(parameters.Get("nothing"));
        Assert.Equal(
            """{"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":3},{"name":"onlyCertainMatches","valueBoolean":true},{"name":"resource","resource":{"resourceType":"Patient","id":"p"}}]}""",
            FhirJson.ToJson(parameters));
    }

    [Fact]
    public void Clone_SharesNothing()
    {
        var utf8 = """{"resourceType":"Patient","x":1,"_birthDate":{"id":"b"},"name":[{"given":["a",null],"_given":[null,{"id":"g"}]}],"deceasedBoolean":true}"""u8;
        var patient = FhirJson.Read<Patient>(utf8);
        var copy = patient.DeepClone();
        Assert.True(copy.DeepEquals(patient));

        copy.Name[0].Given[0] = "changed";
        copy.Name[0].Given.GetMetadata(1)!.Id = "changed";
        copy.GetPrimitiveMetadata("birthDate")!.Id = "changed";
        ((BooleanElement)copy.Deceased!).Value = false;

        Assert.False(copy.DeepEquals(patient));
        Assert.Null(JsonComparison.FirstDifference(utf8.ToArray(), FhirJson.ToUtf8Bytes(patient)));
    }

    [Fact]
    public void DeepEquals_SeesPrecisionAndTypes()
    {
        Assert.False(new Quantity { Value = 1.0m }.DeepEquals(new Quantity { Value = 1.00m }));
        Assert.True(new Quantity { Value = 1.0m }.DeepEquals(new Quantity { Value = 1.0m }));
        Assert.False(new Quantity { Value = 1.0m }.DeepEquals(new Age { Value = 1.0m }));
        Assert.False(new StringElement("a").DeepEquals(new StringElement("b")));
        Assert.False(new Patient().DeepEquals(null));
        Assert.True(((Patient?)null).DeepEquals(null));
    }

    [Fact]
    public void PrimitiveList_MovesMetadataAlong()
    {
        var name = FhirJson.Read<Patient>("""{"resourceType":"Patient","name":[{"given":["a","b"],"_given":[null,{"id":"b"}]}]}"""u8).Name[0];

        name.Given.Insert(0, "first");
        name.Given.RemoveAt(1);
        Assert.Equal(["first", "b"], name.Given);
        Assert.Equal("b", name.Given.GetMetadata(1)?.Id);
        Assert.True(name.Given.Remove("b"));
        Assert.Equal(-1, name.Given.IndexOf("b"));
        name.Given.Clear();
        Assert.Equal("""{"resourceType":"Patient","name":[{}]}""", FhirJson.ToJson(new Patient { Name = { name } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => name.Given[0]);
    }

    [Fact]
    public void Numbers_KeepTheirTextUntilTheyAreChanged()
    {
        var utf8 = """{"resourceType":"Observation","status":"final","code":{},"component":[{"code":{},"valueQuantity":{"value":1.50}},{"code":{},"valueQuantity":{"value":1.5E+2}},{"code":{},"valueQuantity":{"value":0.123456789012345678901234567890123}},{"code":{},"valueQuantity":{"value":-0.0}},{"code":{},"valueQuantity":{"value":1e400}}]}"""u8;
        var observation = FhirJson.Read<Observation>(utf8);

        Assert.Null(JsonComparison.FirstDifference(utf8.ToArray(), FhirJson.ToUtf8Bytes(observation)));
        Assert.Equal([1.50m, 150m], observation.Component.Take(2).Select(c => c.ValueQuantity!.Value!.Value));
        Assert.Null(observation.Component[4].ValueQuantity!.Value);
        foreach (var component in observation.Component)
        {
            component.ValueQuantity!.Value = 7m;
        }

        Assert.Equal(5, FhirJson.ToJson(observation).Split("\"value\":7}").Length - 1);
    }

    [Fact]
    public void UnreadableValue_GivesWayToTheOneThatIsSet()
    {
        var patient = FhirJson.Read<Patient>("""{"resourceType":"Patient","active":"yes","_birthDate":1,"deceasedBoolean":"no","name":{"family":"x"},"more":1}"""u8);
        Assert.Equal(["active", "_birthDate", "name", "more"], patient.UnknownProperties.Select(p => p.Key));

        patient.Active = true;
        patient.Deceased = false;
        patient.Name.Add(new HumanName { Family = "y" });
        patient.SetPrimitiveMetadata("birthDate", new PrimitiveMetadata { Id = "b" });

        Assert.Equal(
            """{"resourceType":"Patient","active":true,"name":[{"family":"y"}],"_birthDate":{"id":"b"},"deceasedBoolean":false,"more":1}""",
            FhirJson.ToJson(patient));
    }

    [Fact]
    public void UnknownResource_ComesBack()
    {
        var utf8 = """{"id":"a","resourceType":"ActorDefinition","meta":{"versionId":"3"},"name":"x","contained":[{"resourceType":"Patient"}]}"""u8;

        var resource = Assert.IsType<UnknownResource>(FhirJson.Read(utf8));

        Assert.Equal(("ActorDefinition", "a", "3"), (resource.TypeName, resource.Id, resource.VersionId));
        Assert.Null(JsonComparison.FirstDifference(utf8.ToArray(), FhirJson.ToUtf8Bytes(resource)));
        Assert.Null(JsonComparison.FirstDifference(utf8.ToArray(), FhirJson.ToUtf8Bytes(resource.DeepClone())));
    }

    [Fact]
    public void ResourceNames_AreThoseOfTheStandard()
    {
        Assert.Equal(146, FhirResources.Names.Count);
        Assert.All(FhirResources.Names, name => Assert.Equal(name, FhirResources.Create(name).TypeName));
        Assert.True(FhirResources.IsResourceType("Task"));
        Assert.False(FhirResources.IsResourceType("FhirTask"));
        Assert.Throws<ArgumentException>(() => FhirResources.Create("Nothing"));
    }

    [Fact]
    public void UnreadableItems_HaveNoValue()
    {
        var utf8 = """{"resourceType":"Claim","item":[{"careTeamSequence":[1,1.5,null,"2",3]}]}"""u8;
        var sequence = FhirJson.Read<Claim>(utf8).Item[0].CareTeamSequence;

        Assert.Equal([true, false, false, false, true], Enumerable.Range(0, 5).Select(sequence.HasValue));
        Assert.Equal([1, 0, 0, 0, 3], sequence);
        sequence[1] = 2;
        Assert.True(sequence.HasValue(1));
    }

    [Fact]
    public void Read_OfText_IsTheSameAsOfBytes()
    {
        var patient = FhirJson.Read<Patient>("""{"resourceType":"Patient","name":[{"family":"Grün"}]}""");

        Assert.Equal("Grün", patient.Name[0].Family);
        Assert.Equal("""{"resourceType":"Patient","name":[{"family":"Grün"}]}""", FhirJson.ToJson(patient));
    }

    [Fact]
    public void Concept_TellsWhetherItHasACode()
    {
        var concept = ObservationCategory.Laboratory.ToCodeableConcept();

        Assert.True(concept.Has(ObservationCategory.Laboratory));
        Assert.False(concept.Has(ObservationCategory.VitalSigns));
        Assert.False(concept.Has("http://example.org", "laboratory"));
        Assert.False(((CodeableConcept?)null).Has(ObservationCategory.Laboratory));
        Assert.Equal("Laboratory", concept.Coding[0].Display);
    }

    [Fact]
    public void UnknownCode_IsKeptAndComparesByText()
    {
        var patient = FhirJson.Read<Patient>("""{"resourceType":"Patient","gender":"femme"}"""u8);

        Assert.Equal(("femme", null, false), (patient.Gender!.Value.Text, patient.Gender.Value.Value, patient.Gender.Value.IsKnown));
        Assert.True(patient.Gender == new Code<AdministrativeGender>("femme"));
        Assert.False(patient.Gender == AdministrativeGender.Female);
        Assert.True(new Code<AdministrativeGender>("female") == AdministrativeGender.Female);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Code<AdministrativeGender>((AdministrativeGender)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => FhirCodes.CodeOf((AdministrativeGender)0));
    }
}
