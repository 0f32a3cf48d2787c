namespace FhirTyped.R4.FhirPath.Tests;

public sealed class NavigationTests
{
    [Theory]
    [InlineData("name.given", "Peter|James|Jim|Peter|James")]
    [InlineData("Patient.name.given.first()", "Peter")]
    [InlineData("Resource.id", "p1")]
    [InlineData("DomainResource.contained.id", "gp")]
    [InlineData("Observation.name", "{}")]
    [InlineData("Patient", "Patient")]
    [InlineData("`Patient`.`name`[1].given", "Jim")]
    [InlineData("name[9].given", "{}")]
    [InlineData("name[-1].given", "{}")]
    [InlineData("name['0']", "! An index must be an integer.")]
    [InlineData("$this.id", "p1")]
    [InlineData("name.where(use = 'official').given[1]", "James")]
    [InlineData("name.given.where($this = 'Jim')", "Jim")]
    [InlineData("name.given.where($index > 2)", "Peter|James")]
    [InlineData("name.select(given.first() & ' ' & family)", "Peter Chalmers|Jim |Peter Windsor")]
    [InlineData("name.all(given.exists())", "true")]
    [InlineData("name.exists(family = 'Windsor')", "true")]
    [InlineData("contact.name.family", "du Marché")]
    [InlineData("deceased", "false")]
    [InlineData("deceasedBoolean", "{}")]
    public void Paths(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Theory]
    [InlineData("birthDate.extension.value", "1974-12-25T14:35:45-05:00")]
    [InlineData("birthDate.extension('http://hl7.org/fhir/StructureDefinition/patient-birthTime').value is dateTime", "true")]
    [InlineData("birthDate.extension(%`ext-patient-birthTime`).exists()", "true")]
    [InlineData("birthDate.hasValue()", "true")]
    [InlineData("birthDate.getValue()", "1974-12-25")]
    [InlineData("name.hasValue()", "false")]
    [InlineData("name.first().hasValue()", "false")]
    public void Extensions(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Theory]
    [InlineData("deceased is boolean", "true")]
    [InlineData("deceased is FHIR.boolean", "true")]
    [InlineData("deceased is System.Boolean", "false")]
    [InlineData("deceased is Boolean", "true")]
    [InlineData("deceased is dateTime", "false")]
    [InlineData("true is Boolean", "true")]
    [InlineData("true is boolean", "false")]
    [InlineData("gender is code", "true")]
    [InlineData("gender is string", "true")]
    [InlineData("gender as string", "{}")]
    [InlineData("gender as code", "male")]
    [InlineData("gender.ofType(code)", "male")]
    [InlineData("(deceased as dateTime).exists()", "false")]
    [InlineData("$this is Patient", "true")]
    [InlineData("$this is DomainResource", "true")]
    [InlineData("$this.is(Observation)", "false")]
    [InlineData("contained.ofType(Practitioner).name.family", "Doctor")]
    [InlineData("contact is BackboneElement", "true")]
    [InlineData("name is HumanName", "! A single item is needed to test its type, and there are several.")]
    [InlineData("{} is HumanName", "{}")]
    [InlineData("name as HumanName", "HumanName|HumanName|HumanName")]
    [InlineData("1 is Integer", "true")]
    [InlineData("1 is System.Integer", "true")]
    [InlineData("active.type().name", "boolean")]
    [InlineData("active.type().namespace", "FHIR")]
    [InlineData("true.type().name", "Boolean")]
    [InlineData("1 is Nonsense", "! There is no type 'Nonsense'.")]
    [InlineData("1 is System.Patient", "! There is no type 'System.Patient'.")]
    public void Types(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Theory]
    [InlineData("generalPractitioner[0].resolve().name.family", "Doctor")]
    [InlineData("generalPractitioner.where(resolve() is Practitioner).reference", "#gp")]
    [InlineData("generalPractitioner[1].resolve()", "Organization")]
    [InlineData("'#'.resolve().id", "p1")]
    [InlineData("'#unknown'.resolve()", "{}")]
    [InlineData("managingOrganization.resolve().id", "{}")]
    public void Resolve_FindsContainedAndAsksTheResolver(string expression, string expected)
    {
        var context = new FhirPathContext { Resolver = url => url == "Organization/1" ? new Organization { Id = "1" } : null };
        Assert.Equal(expected, Evaluated.Show(expression, context));
    }

    [Fact]
    public void Resolve_MayAssumeTheTypeThatIsNamed()
    {
        var context = new FhirPathContext { AssumeReferencedTypes = true };
        Assert.Equal("true", Evaluated.Show("managingOrganization.resolve() is Organization", context));
        Assert.Equal("true", Evaluated.Show("generalPractitioner[1].resolve() is Organization", context));
        Assert.Equal("false", Evaluated.Show("generalPractitioner[1].resolve() is Practitioner", context));
        Assert.Equal("{}", Evaluated.Show("'urn:uuid:5a9f0b9e-0000-4000-8000-000000000000'.resolve()", context));
    }

    [Fact]
    public void Resolve_FindsEntriesOfTheBundle()
    {
        var bundle = new Bundle
        {
            Entry =
            {
                new BundleEntry { FullUrl = "urn:uuid:1", Resource = new Observation { Subject = new ResourceReference { Reference = "urn:uuid:2" } } },
                new BundleEntry { FullUrl = "urn:uuid:2", Resource = new Patient { Id = "x" } },
            },
        };
        Assert.Equal("x", Evaluated.Show("Bundle.entry[0].resource.subject.resolve().id", input: bundle));
    }

    [Fact]
    public void Variables_AreOfTheContext()
    {
        var context = new FhirPathContext
        {
            Resource = Evaluated.Patient,
            Variables = new Dictionary<string, IReadOnlyList<FhirPathValue>> { ["limit"] = [new FhirPathValue(2)], ["a name"] = [new FhirPathValue("x")] },
        };
        Assert.Equal("p1", Evaluated.Show("%resource.id", context, Evaluated.Patient.Name[0]));
        Assert.Equal("official", Evaluated.Show("%context.use", context, Evaluated.Patient.Name[0]));
        Assert.Equal("3", Evaluated.Show("%limit + 1", context));
        Assert.Equal("x", Evaluated.Show("%`a name`", context));
        Assert.Equal("http://unitsofmeasure.org", Evaluated.Show("%ucum"));
        Assert.Equal("http://hl7.org/fhir/ValueSet/administrative-gender", Evaluated.Show("%\"vs-administrative-gender\""));
        Assert.Equal("! There is no variable %unknown.", Evaluated.Show("%unknown"));
    }

    [Fact]
    public void SelectElements_GivesTheElementsThemselves() =>
        Assert.Same(Evaluated.Patient.Name[1], Assert.Single(FhirPathExpression.For("name.where(use = 'usual')").SelectElements(Evaluated.Patient)));
}
