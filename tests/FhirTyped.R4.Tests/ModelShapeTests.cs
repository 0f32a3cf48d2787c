using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>How the model reads in C#.</summary>
public sealed class ModelShapeTests
{
    [Fact]
    public void Patient_WrittenWithInitialisers_IsTheExpectedJson()
    {
        var patient = new Patient
        {
            Active = true,
            Name = { new HumanName { Family = "Smith", Given = ["Ann", "Lee"] } },
            Gender = AdministrativeGender.Female,
            BirthDate = new FhirDate(1970, 3),
            Deceased = false,
            MultipleBirthInteger = 2,
        };

        Assert.Equal(
            """{"resourceType":"Patient","active":true,"name":[{"family":"Smith","given":["Ann","Lee"]}],"gender":"female","birthDate":"1970-03","deceasedBoolean":false,"multipleBirthInteger":2}""",
            FhirJson.ToJson(patient));
    }

    [Fact]
    public void Choice_WhenPrimitive_ReadsByPatternAndByAccessor()
    {
        var observation = FhirJson.Read<Observation>("""{"resourceType":"Observation","status":"final","code":{},"valueString":"high","effectiveDateTime":"2025-01-02"}"""u8);

        Assert.True(observation.Value is StringElement { Value: "high" });
        Assert.Equal("high", observation.ValueString);
        Assert.Null(observation.ValueQuantity);
        Assert.Equal(new DateOnly(2025, 1, 2), observation.EffectiveDateTime?.ToDateOnly());
        Assert.True(observation.Status == ObservationStatus.Final);
    }

    [Fact]
    public void Codes_AreFoundBothWays()
    {
        Assert.Equal("laboratory", FhirCodes.CodeOf(ObservationCategory.Laboratory));
        Assert.Equal("http://terminology.hl7.org/CodeSystem/observation-category", FhirCodes.SystemOf(ObservationCategory.Laboratory));
        Assert.True(FhirCodes.TryParse("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", out ObservationCategory category));
        Assert.Equal(ObservationCategory.VitalSigns, category);
        Assert.False(FhirCodes.TryParse("http://loinc.org", "vital-signs", out category));
    }

    [Fact]
    public void Codes_OfEveryEnum_AreFoundBothWays()
    {
        var enums = typeof(Patient).Assembly.GetExportedTypes().Where(t => t.IsEnum && CodeTables.Of(t.Name).Length > 0).ToList();
        Assert.True(enums.Count > 400, $"{enums.Count} enums");
        foreach (var type in enums)
        {
            var table = new CodeTable(CodeTables.Of(type.Name));
            Assert.Equal(Enum.GetValues(type).Length, table.Count);
            for (var i = 0; i < table.Count; i++)
            {
                Assert.Equal(i, table.IndexOf(table.SystemAt(i), table.CodeAt(i)));
                Assert.True(table.IndexOf(table.CodeAt(i)) >= 0);
            }
        }
    }

    [Fact]
    public void GenericCode_KnowsTheTypeWithoutAnInstance() => Assert.Equal("Task", NameOf<FhirTask>());

    [Fact]
    public void GetElements_GivesPrimitivesWithTheirExtensions()
    {
        var patient = FhirJson.Read<Patient>("""{"resourceType":"Patient","birthDate":"1970","_birthDate":{"id":"b"},"name":[{"given":["A",null],"_given":[null,{"id":"g"}]}]}"""u8);

        var birthDate = Assert.IsType<DateElement>(Assert.Single(patient.GetElements("birthDate")));
        Assert.Equal(("1970", "b", "date"), (birthDate.Text, birthDate.Id, birthDate.TypeName));
        var given = patient.Name[0].GetElements("given").Cast<StringElement>().ToList();
        Assert.Equal(["A", null], given.Select(g => g.Value));
        Assert.Equal([null, "g"], given.Select(g => g.Id));
    }

    [Fact]
    public void Issues_NameThePlaceAndNoValue()
    {
        var utf8 = Encoding.UTF8.GetBytes("""
            {"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient",
            "birthDate":"SECRET","gender":"SECRET"}}]}
            """);

        Assert.True(FhirJson.TryRead<Bundle>(utf8, out _, out var issues));

        Assert.Equal(["Bundle.entry[0].resource.birthDate", "Bundle.entry[0].resource.gender"], issues.Select(i => i.Location));
        Assert.Equal([FhirFormatCode.InvalidValue, FhirFormatCode.UnknownCode], issues.Select(i => i.Code));
        Assert.All(issues, issue => Assert.Equal(2, issue.LineNumber));
        var exception = Assert.Throws<FhirFormatException>(() => FhirJson.Read(utf8, FhirJsonOptions.Strict));
        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(issues[0], exception.Issue);
    }

    private static string NameOf<T>()
        where T : Resource, IFhirResource<T> => T.ResourceType;
}
